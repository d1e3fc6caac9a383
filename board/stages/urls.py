from django.urls import path

from board.stages import views

urlpatterns = [
    path("topics/<int:pk>/step/", views.topic_step, name="topic-step"),
]
