"""Topics and replies in /admin/: found, read and moderated; never rewritten or deleted."""

import datetime
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.utils import timezone

from board.closing.actions import close_topic
from board.closing.rules import can_close_topic
from board.moderation import actions, rules
from board.moderation.forms import HideForm
from board.pins.actions import pin_topic, unpin_topic
from board.pins.rules import DEFAULT_DAYS, can_pin_topic, can_unpin_topic
from board.replies.models import Reply
from board.topics.admin import ReadOnlyAdmin
from board.topics.models import Topic
from common.admin_mixins import column
from common.fields import LineField
from common.refusals import ActionRefused
from common.text import excerpt
from members.organizations.queries import name_lookups


class ReasonForm(ActionForm):
    """The action box of the list, with the reason that hiding and locking need."""

    reason = LineField(label="非表示・書込み停止の理由", required=False, max_length=500)


class ReasonAdmin(ReadOnlyAdmin):
    """A list of posts that are hidden and shown again; its actions ask for a reason."""

    action_form = ReasonForm
    word = ""

    def reason_for(self, request) -> str:
        """The reason typed beside the action, checked; without one the person is told what to do."""
        form = HideForm(request.POST)
        if form.is_valid():
            return form.cleaned_data["reason"]
        sentence = "".join(form.errors["reason"])
        self.message_user(request, f"理由を入力してから実行してください。（{sentence}）", messages.ERROR)
        return ""

    @admin.action(description="選んだものを非表示にする", permissions=["change"])
    def hide(self, request, queryset):
        if reason := self.reason_for(request):
            hide = partial(actions.hide_post, reason=reason)
            self.each(request, queryset, rules.can_hide_post, hide, "非表示にしました", name="post")

    @admin.action(description="選んだものを再び表示する", permissions=["change"])
    def show(self, request, queryset):
        show = actions.unhide_post
        self.each(request, queryset, rules.can_unhide_post, show, "再び表示しました", name="post")

    def each(self, request, queryset, rule, action, done: str, name: str = "topic") -> None:
        """Do it to those that it may be done to; the action takes the row by that name."""
        rows = [row for row in queryset if rule(request.user, row)]
        for row in rows:
            action(**{name: row}, by=request.user)
        level = messages.SUCCESS if rows else messages.WARNING
        self.message_user(request, f"{len(rows)}件の{self.word}を{done}。", level)


@admin.register(Reply)
class ReplyAdmin(ReasonAdmin):
    word = "返信"
    list_display = ["__str__", "beginning", "organization", "author_name", "created_at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), "organization__kind", "created_at"]
    search_fields = ["=topic__id", "topic__title", "body", *name_lookups("organization__"), "author_name"]
    search_help_text = "投稿の番号と件名、本文、団体名、作成者名で探せます。"
    list_select_related = ["organization"]
    date_hierarchy = "created_at"
    ordering = ["-id"]
    actions = ["hide", "show"]
    exclude = ["body_html", "activity_no"]

    beginning = column("本文の始まり", lambda row: excerpt(row.body, 40))


@admin.register(Topic)
class TopicAdmin(ReasonAdmin):
    word = "投稿"
    list_display = ["__str__", "kind", "state_label", "organization", "published_at", "reply_count"]
    list_filter = [
        "kind",
        "state",
        ("hidden_at", admin.EmptyFieldListFilter),
        ("locked_at", admin.EmptyFieldListFilter),
        ("pinned_at", admin.EmptyFieldListFilter),
        "organization__kind",
        "published_at",
    ]
    search_fields = ["=id", "title", "body", *name_lookups("organization__"), "author_name"]
    search_help_text = "番号、件名、本文、団体名、作成者名で探せます。"
    list_select_related = ["organization"]
    date_hierarchy = "published_at"
    ordering = ["-id"]
    actions = ["close", "hide", "show", "lock", "unlock", "pin", "unpin"]
    exclude = ["body_html", "excerpt", "activity_no", "version"]

    def get_queryset(self, request):
        # drafts are only for their organisation
        return super().get_queryset(request).filter(published_at__isnull=False)

    state_label = column("状態", lambda row: row.state_label, ordering="state")

    @admin.action(description="選んだ投稿の受付を終了する", permissions=["change"])
    def close(self, request, queryset):
        self.each(request, queryset, can_close_topic, close_topic, "終了しました")

    @admin.action(description="選んだ投稿への書込みを止める", permissions=["change"])
    def lock(self, request, queryset):
        if reason := self.reason_for(request):
            lock = partial(actions.lock_topic, reason=reason)
            self.each(request, queryset, rules.can_lock_topic, lock, "書込み停止にしました")

    @admin.action(description="選んだ投稿への書込みを再開する", permissions=["change"])
    def unlock(self, request, queryset):
        self.each(request, queryset, rules.can_unlock_topic, actions.unlock_topic, "書込み再開にしました")

    @admin.action(
        description=f"選んだ投稿を掲示板の先頭に固定する（{DEFAULT_DAYS}日間）", permissions=["change"]
    )
    def pin(self, request, queryset):
        until = timezone.localdate() + datetime.timedelta(DEFAULT_DAYS)
        pin = partial(pin_topic, until=until)
        try:
            with transaction.atomic():  # all of them or none
                self.each(request, queryset, can_pin_topic, pin, "固定しました")
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)

    @admin.action(description="選んだ投稿の固定をやめる", permissions=["change"])
    def unpin(self, request, queryset):
        self.each(request, queryset, can_unpin_topic, unpin_topic, "元の位置に戻しました")
