from django.urls import path

from board.audience_changes import views

urlpatterns = [
    path("topics/<int:pk>/audience/", views.topic_audience, name="topic-audience"),
]
