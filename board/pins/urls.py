from django.urls import path

from board.pins import views

urlpatterns = [
    path("topics/<int:pk>/pin/", views.topic_pin, name="topic-pin"),
    path("topics/<int:pk>/unpin/", views.topic_unpin, name="topic-unpin"),
]
