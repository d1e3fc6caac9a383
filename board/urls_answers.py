"""Addresses of official answers, assignments and talks; included by board.urls."""

from django.urls import path

from board.views import assignment, standing, talk

urlpatterns = [
    path("replies/<int:pk>/standing/", standing.reply_mark, name="reply-mark"),
    path("topics/<int:pk>/assign/", assignment.topic_assign, name="topic-assign"),
    path("assignments/", assignment.assignment_list, name="assignment-list"),
    path("assignments/<int:pk>/finish/", assignment.assignment_finish, name="assignment-finish"),
    path("topics/<int:pk>/talk/", talk.talk_begin, name="talk-begin"),
    path("talks/", talk.talk_list, name="talk-list"),
]
