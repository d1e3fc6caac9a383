from django.urls import path

from board.closing import views

urlpatterns = [
    path("topics/<int:pk>/close/", views.topic_close, name="topic-close"),
    path("topics/<int:pk>/reopen/", views.topic_reopen, name="topic-reopen"),
]
