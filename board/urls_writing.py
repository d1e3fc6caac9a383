"""Addresses of writing: autosave, schedule, versions; included by board.urls."""

from django.urls import path

from board.views import draft, reply_edit, schedule, version

urlpatterns: list = [
    path("new/<slug:kind>/autosave/", draft.topic_autosave_new, name="topic-autosave-new"),
    path("topics/<int:pk>/autosave/", draft.topic_autosave, name="topic-autosave"),
    path("topics/<int:pk>/writing/", draft.topic_writing, name="topic-writing"),
    path("topics/<int:pk>/schedule/", schedule.topic_schedule, name="topic-schedule"),
    path("topics/<int:pk>/unschedule/", schedule.topic_unschedule, name="topic-unschedule"),
    path("topics/<int:pk>/history/", version.topic_history, name="topic-history"),
    path("versions/<int:pk>/restore/", version.version_restore, name="version-restore"),
    path("replies/<int:pk>/edit/", reply_edit.reply_edit, name="reply-edit"),
    path("replies/<int:pk>/history/", version.reply_history, name="reply-history"),
]
