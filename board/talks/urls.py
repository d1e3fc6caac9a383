from django.urls import path

from board.talks import views

urlpatterns = [
    path("topics/<int:pk>/talk/", views.talk_begin, name="talk-begin"),
    path("talks/", views.talk_list, name="talk-list"),
]
