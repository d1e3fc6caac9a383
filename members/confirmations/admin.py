from django.contrib import admin, messages

from common.refusals import ActionRefused
from members.access.admin import AuditedReadOnlyAdmin
from members.confirmations import actions
from members.confirmations.models import Confirmation, ConfirmationEntry, ConfirmationRound
from members.organizations.queries import name_lookups
from members.sections.actions import mark_mailbox_bounced, unmark_mailbox_bounced


@admin.register(ConfirmationRound)
class ConfirmationRoundAdmin(AuditedReadOnlyAdmin):
    """Begun and watched at /members/rounds/; the site's own page is linked from each row."""

    list_display = ["started_at", "started_by", "due_on", "closed_at", "closed_by"]
    list_select_related = ["started_by", "closed_by"]


@admin.register(ConfirmationEntry)
class ConfirmationEntryAdmin(AuditedReadOnlyAdmin):
    list_display = [
        "section",
        "state",
        "answered_at",
        "answered_name",
        "bounced_at",
        "mailed_at",
        "reminders",
    ]
    list_filter = [
        "state",
        ("bounced_at", admin.EmptyFieldListFilter),
        "round",
        "section__organization__prefecture",
    ]
    search_fields = ["section__name", "section__mailbox", *name_lookups("section__organization__")]
    search_help_text = "部署名・アドレス・団体名から探します。"
    list_select_related = ["round", "section__organization__local_government"]
    actions = ["mark_bounced", "unmark_bounced", "resend"]

    def has_run_permission(self, request):
        return request.user.is_secretariat

    @admin.action(description="選んだ担当部署の共通アドレスを不達と記録する", permissions=["run"])
    def mark_bounced(self, request, queryset):
        self._each(
            request, queryset, lambda entry: mark_mailbox_bounced(section=entry.section, by=request.user)
        )

    @admin.action(description="選んだ担当部署の不達の記録を取り消す", permissions=["run"])
    def unmark_bounced(self, request, queryset):
        self._each(
            request, queryset, lambda entry: unmark_mailbox_bounced(section=entry.section, by=request.user)
        )

    @admin.action(description="選んだ担当部署へ確認のメールを送り直す", permissions=["run"])
    def resend(self, request, queryset):
        self._each(
            request,
            queryset,
            lambda entry: actions.resend_entry(entry=entry, mailbox=entry.section.mailbox, by=request.user),
        )

    def _each(self, request, queryset, act):
        done = 0
        for entry in queryset.select_related("section"):
            try:
                act(entry)
                done += 1
            except ActionRefused as refusal:
                self.message_user(request, f"{entry.section}: {refusal}", messages.WARNING)
        self.message_user(request, f"{done}件を処理しました。")


@admin.register(Confirmation)
class ConfirmationAdmin(AuditedReadOnlyAdmin):
    list_display = ["organization", "section", "at", "by"]
    list_filter = ["at", "organization__kind"]
    search_fields = [*name_lookups("organization__"), "by__name"]
    list_select_related = ["organization__local_government", "section__organization__local_government", "by"]
