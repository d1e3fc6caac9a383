from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm

from common.fields import LineField
from common.japanese_calendar import wareki_time
from common.refusals import ActionRefused
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
    search_fields = ["number", "name", "name_kana", "section_name", "applicant_name", "email"]
    search_help_text = "受付番号・団体名・読み・部署・氏名・アドレスから探します。"
    list_select_related = ["local_government", "decided_by"]
    ordering = ["-verified_at", "-id"]
    action_form = ReasonForm
    actions = ["approve", "ask_back", "decline", "resend"]

    def has_decide_permission(self, request):
        return request.user.is_secretariat

    @admin.display(description="受付番号", ordering="number")
    def number_column(self, application):
        return application.number_shown

    @admin.display(description="団体", ordering="name_kana")
    def organization_column(self, application):
        return application.full_name

    @admin.display(description="ドメイン")
    def domain_column(self, application):
        facts = application.mail_domain
        return f"{facts.domain}({'フリーメール' if facts.is_free else facts.verdict})"

    @admin.display(description="メール確認", ordering="verified_at")
    def verified_column(self, application):
        return wareki_time(application.verified_at) if application.verified_at else "―"

    @admin.action(description="選んだ申請を承認する", permissions=["decide"])
    def approve(self, request, queryset):
        self._each(
            request,
            queryset,
            lambda row: actions.approve_application(application=row, by=request.user),
            "承認しました",
        )

    @admin.action(description="選んだ申請を差し戻す(指摘を入力)", permissions=["decide"])
    def ask_back(self, request, queryset):
        form = ReturnForm({"remark": request.POST.get("reason", "")})
        if not form.is_valid():
            self.message_user(request, "差戻しの指摘を入力してから実行してください。", messages.ERROR)
            return
        remark = form.cleaned_data["remark"]
        self._each(
            request,
            queryset,
            lambda row: return_application(application=row, by=request.user, remark=remark),
            "差し戻しました",
        )

    @admin.action(description="選んだ申請の案内(メール確認・修正)を送り直す", permissions=["decide"])
    def resend(self, request, queryset):
        self._each(
            request,
            queryset,
            lambda row: actions.resend_application_mail(application=row, by=request.user),
            "案内を送り直しました",
            noun="の",
        )

    @admin.action(description="選んだ申請を見送る(理由を入力)", permissions=["decide"])
    def decline(self, request, queryset):
        form = DeclineForm(request.POST)
        if not form.is_valid():
            self.message_user(request, "見送りの理由を入力してから実行してください。", messages.ERROR)
            return
        reason = form.cleaned_data["reason"]
        self._each(
            request,
            queryset,
            lambda row: decline_application(application=row, by=request.user, reason=reason),
            "見送りました",
        )

    def _each(self, request, queryset, decide, done, noun="を"):
        for application in queryset:
            try:
                decide(application)
            except ActionRefused as refusal:
                self.message_user(request, f"{application.full_name}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{application.full_name}の申請{noun}{done}。", messages.SUCCESS)
