"""Notifications in /admin/: why somebody was notified, or was not; read-only."""

from django.contrib import admin

from board.notifications.models import Notification
from board.topics.admin import ReadOnlyAdmin
from common.admin_mixins import column


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "topic_id", "summary", "recipient", "state", "settled_at"]
    list_display_links = ["summary"]
    list_filter = ["outcome", "occasion", "created_at"]
    search_fields = ["=topic__id", "user__email", "section__mailbox"]
    search_help_text = "投稿の番号、担当者のアドレス、共通アドレスで探せます。"
    list_select_related = ["user__section", "section__organization"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    exclude = ["activity_no", "event"]

    @admin.display(description="宛先")
    def recipient(self, notification):
        return (
            f"{notification.user.name} {notification.user.email_shown}"
            if notification.user_id
            else str(notification.section)
        )

    state = column("結果", lambda row: row.get_outcome_display() or "まとめて送るのを待っている")
