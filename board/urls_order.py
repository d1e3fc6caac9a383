"""Addresses of reports, locks, moves and merges; included by board.urls."""

from django.urls import path

from board.views import held, moderation, reports

urlpatterns: list = [
    path("topics/<int:pk>/report/", reports.topic_report, name="topic-report"),
    path("replies/<int:pk>/report/", reports.reply_report, name="reply-report"),
    path("topics/<int:pk>/lock/", moderation.topic_lock, name="topic-lock"),
    path("topics/<int:pk>/unlock/", moderation.topic_unlock, name="topic-unlock"),
    path("topics/<int:pk>/move/", moderation.topic_move, name="topic-move"),
    path("topics/<int:pk>/merge/", moderation.topic_merge, name="topic-merge"),
    path("topics/<int:pk>/unmerge/", moderation.topic_unmerge, name="topic-unmerge"),
    path("order/", moderation.order_list, name="order-list"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/decide/", reports.report_decide, name="report-decide"),
    path("held/", held.held_list, name="held-list"),
    path("held/<int:pk>/", held.held_detail, name="held-detail"),
    path("held/<int:pk>/approve/", held.held_approve, name="held-approve"),
    path("held/<int:pk>/return/", held.held_return, name="held-return"),
]
