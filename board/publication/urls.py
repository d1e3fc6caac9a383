from django.urls import path

from board.publication import views

urlpatterns = [
    path("topics/<int:pk>/preview/", views.topic_preview, name="topic-preview"),
    path("topics/<int:pk>/publish/", views.topic_publish, name="topic-publish"),
    path("topics/<int:pk>/schedule/", views.topic_schedule, name="topic-schedule"),
    path("topics/<int:pk>/unschedule/", views.topic_unschedule, name="topic-unschedule"),
]
