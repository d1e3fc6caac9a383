from django.contrib import admin

from common.admin_mixins import column
from common.japanese_calendar import wareki
from members.access.admin import AuditedReadOnlyAdmin
from members.organizations.queries import name_lookups
from members.withdrawals.models import Withdrawal


@admin.register(Withdrawal)
class WithdrawalAdmin(AuditedReadOnlyAdmin):
    list_display = ["organization", "state", "effective_column", "reason", "created_by", "decided_by"]
    list_filter = ["state", "effective_on"]
    search_fields = [*name_lookups("organization__"), "reason"]
    search_help_text = "団体名・読み・退会の理由から探します。"
    list_select_related = ["organization__local_government", "created_by", "decided_by"]

    effective_column = column("退会日", lambda row: wareki(row.effective_on), ordering="effective_on")
