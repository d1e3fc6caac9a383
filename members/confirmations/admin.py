from django.contrib import admin, messages

from members import actions
from members.admin.recorded import LookOnlyAdmin
from members.models import Organization, Round, RoundEntry
from members.refusals import Refused


class UnconfirmedFilter(admin.SimpleListFilter):
    """要確認: a section let a round pass for 60 days."""

    title = "要確認"
    parameter_name = "unconfirmed"

    def lookups(self, request, model_admin):
        return [("yes", "要確認の団体")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=Organization.objects.unconfirmed().order_by().values("pk"))


@admin.register(Round)
class RoundAdmin(LookOnlyAdmin):
    """Begun and watched at /members/rounds/; the site's own page is linked from each row."""

    list_display = ["started_at", "started_by", "due_on", "closed_at", "closed_by"]
    list_select_related = ["started_by", "closed_by"]


@admin.register(RoundEntry)
class RoundEntryAdmin(LookOnlyAdmin):
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
    search_fields = ["section__name", "section__mailbox", "section__organization__name"]
    search_help_text = "部署名・アドレス・団体名から探します。"
    list_select_related = ["round", "section__organization__local_government"]
    actions = ["mark_bounced", "unmark_bounced", "resend"]

    def has_run_permission(self, request):
        return request.user.is_secretariat

    @admin.action(description="選んだ担当部署の共通アドレスを不達と記録する", permissions=["run"])
    def mark_bounced(self, request, queryset):
        self._each(
            request, queryset, lambda entry: actions.mark_bounced(section=entry.section, by=request.user)
        )

    @admin.action(description="選んだ担当部署の不達の記録を取り消す", permissions=["run"])
    def unmark_bounced(self, request, queryset):
        self._each(
            request, queryset, lambda entry: actions.unmark_bounced(section=entry.section, by=request.user)
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
            except Refused as refusal:
                self.message_user(request, f"{entry.section}: {refusal}", messages.WARNING)
        self.message_user(request, f"{done}件を処理しました。")
