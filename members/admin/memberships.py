from django.contrib import admin

from members.admin.recorded import LookOnlyAdmin
from members.models import Membership, Withdrawal
from office.templatetags.office import wareki


@admin.register(Membership)
class MembershipAdmin(LookOnlyAdmin):
    list_display = ["organization", "joined_column", "withdrawn_column", "reason", "withdrawn_by"]
    list_filter = [("withdrawn_on", admin.EmptyFieldListFilter), "organization__kind"]
    search_fields = ["organization__name", "organization__name_kana", "reason"]
    search_help_text = "団体名・読み・退会の理由から探します。"
    list_select_related = ["organization__local_government", "withdrawn_by"]

    @admin.display(description="会員登録日", ordering="joined_on")
    def joined_column(self, membership):
        return wareki(membership.joined_on)

    @admin.display(description="退会日", ordering="withdrawn_on")
    def withdrawn_column(self, membership):
        return wareki(membership.withdrawn_on) if membership.withdrawn_on else "―"


@admin.register(Withdrawal)
class WithdrawalAdmin(LookOnlyAdmin):
    list_display = ["organization", "state", "effective_column", "reason", "created_by", "decided_by"]
    list_filter = ["state", "effective_on"]
    search_fields = ["organization__name", "organization__name_kana", "reason"]
    search_help_text = "団体名・読み・退会の理由から探します。"
    list_select_related = ["organization__local_government", "created_by", "decided_by"]

    @admin.display(description="退会日", ordering="effective_on")
    def effective_column(self, withdrawal):
        return wareki(withdrawal.effective_on)
