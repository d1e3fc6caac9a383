"""Replies in /admin/: to be found, read and hidden; never rewritten or deleted."""

from django.contrib import admin, messages

from board import actions, rules
from board.admin.readonly import ReadOnlyAdmin, ReasonForm
from board.models import Reply
from office.text import excerpt


@admin.register(Reply)
class ReplyAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "beginning", "organization", "author_name", "created_at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "organization__kind", "created_at"]
    search_fields = ["=topic__id", "topic__title", "body", "organization__name", "author_name"]
    search_help_text = "投稿の番号と標題、本文、団体名、作成者名で探せます。"
    list_select_related = ["organization"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    action_form = ReasonForm
    actions = ["hide", "show"]
    exclude = ["body_html", "activity_no"]

    @admin.display(description="本文の始まり")
    def beginning(self, reply):
        return excerpt(reply.body, 40)

    @admin.action(description="選んだ返信を非表示にする", permissions=["change"])
    def hide(self, request, queryset):
        reason = self.reason_for(request)
        if not reason:
            return
        replies = [reply for reply in queryset if rules.can_hide_reply(request.user, reply)]
        for reply in replies:
            actions.hide_reply(reply=reply, by=request.user, reason=reason)
        self.message_user(request, f"{len(replies)}件の返信を非表示にしました。", messages.SUCCESS)

    @admin.action(description="選んだ返信を再び表示する", permissions=["change"])
    def show(self, request, queryset):
        replies = [reply for reply in queryset if rules.can_show_reply(request.user, reply)]
        for reply in replies:
            actions.show_reply(reply=reply, by=request.user)
        self.message_user(request, f"{len(replies)}件の返信を再び表示しました。", messages.SUCCESS)
