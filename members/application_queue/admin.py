from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm

from common.admin_mixins import column
from common.fields import LineField
from common.japanese_calendar import wareki_time
from common.search.kana import PlainKana
from members.access.admin import AuditedReadOnlyAdmin
from members.application_queue import actions
from members.application_returns.actions import return_application
from members.application_returns.forms import ReturnForm
from members.applications.actions import decline_application
from members.applications.forms import DeclineForm
from members.applications.models import Application


class ReasonForm(ActionForm):
    """The action box of the list, with the words that asking back and declining need."""

    reason = LineField(label="差戻しの指摘・見送りの理由", required=False, max_length=1000)


@admin.register(Application)
class ApplicationAdmin(AuditedReadOnlyAdmin):
    list_display = [
        "number_column",
        "organization_column",
        "kind",
        "state",
        "applicant_name",
        "domain_column",
        "verified_column",
        "decided_by",
    ]
    list_filter = ["state", "kind", "prefecture"]
    search_fields = [
        *("number", "name", "name_kana", "section_name", "applicant_name", "email"),
        "local_government__names__part",
    ]
    search_help_text = "受付番号・団体名・読み・部署・氏名・アドレスから探します。"
    list_select_related = ["local_government", "decided_by"]
    ordering = ["-verified_at", "-id"]
    action_form = ReasonForm
    actions = ["approve", "ask_back", "decline", "resend"]

    def has_decide_permission(self, request):
        return request.user.is_secretariat

    number_column = column("受付番号", lambda row: row.number_shown, ordering="number")
    organization_column = column("団体", lambda row: row.full_name, ordering=PlainKana("name_kana"))

    @admin.display(description="ドメイン")
    def domain_column(self, application):
        facts = application.mail_domain
        return f"{facts.domain}（{'フリーメール' if facts.is_free else facts.verdict}）"

    @admin.display(description="メール確認", ordering="verified_at")
    def verified_column(self, application):
        return wareki_time(application.verified_at) if application.verified_at else "―"

    @admin.action(description="選んだ申請を承認する", permissions=["decide"])
    def approve(self, request, queryset):
        self._each(request, queryset, actions.approve_application, "を承認しました")

    @admin.action(description="選んだ申請を差し戻す（指摘を入力）", permissions=["decide"])
    def ask_back(self, request, queryset):
        form = ReturnForm({"remark": request.POST.get("reason", "")})
        if not form.is_valid():
            self.message_user(request, "差戻しの指摘を入力してから実行してください。", messages.ERROR)
            return
        asked = partial(return_application, **form.cleaned_data)
        self._each(request, queryset, asked, "を差し戻しました")

    @admin.action(description="選んだ申請の案内（メール確認・修正）を送り直す", permissions=["decide"])
    def resend(self, request, queryset):
        self._each(request, queryset, actions.resend_application_mail, "の案内を送り直しました")

    @admin.action(description="選んだ申請を見送る（理由を入力）", permissions=["decide"])
    def decline(self, request, queryset):
        form = DeclineForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "見送りの理由を入力してから実行してください。", messages.ERROR)
            return
        declined = partial(decline_application, **form.cleaned_data)
        self._each(request, queryset, declined, "を見送りました")

    def _each(self, request, queryset, act, done):
        def decided(row):
            act(application=row, by=request.user)

        self.each(request, queryset, decided, f"の申請{done}。", called=lambda row: row.full_name)
