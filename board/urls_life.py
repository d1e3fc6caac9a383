"""Addresses of the life of topics: stages, reopening, audience; included by board.urls."""

from django.urls import path

from board.views import life

urlpatterns = [
    path("topics/<int:pk>/step/", life.topic_step, name="topic-step"),
    path("topics/<int:pk>/reopen/", life.topic_reopen, name="topic-reopen"),
    path("topics/<int:pk>/audience/", life.topic_audience, name="topic-audience"),
]
