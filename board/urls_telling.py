"""Addresses of watches and of stopping mails; included by board.urls."""

from django.urls import path

from board.views import notice, stopping

_STOP = "stop/<int:pk>/<slug:who>/<slug:code>/"

urlpatterns: list = [
    path("notices/", notice.notice_edit, name="notice-edit"),
    path("notices/<slug:whose>/add/", notice.watch_add, name="watch-add"),
    path("notices/<slug:whose>/rhythm/", notice.notice_rhythm, name="notice-rhythm"),
    path("notices/<slug:whose>/reset/", notice.watch_reset, name="watch-reset"),
    path("notices/<slug:whose>/rows/<slug:row>/", notice.watch_edit, name="watch-edit"),
    path("notices/<slug:whose>/rows/<slug:row>/remove/", notice.watch_remove, name="watch-remove"),
    path("topics/<int:pk>/notices/", stopping.topic_watch, name="topic-watch"),
    path(_STOP, stopping.notice_stop, name="notice-stop"),
    path(f"{_STOP}one-click/", stopping.notice_stop_one_click, name="notice-stop-one-click"),
]
