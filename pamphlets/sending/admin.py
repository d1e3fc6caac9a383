from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from pamphlets.sending.models import ApprovalRule


@admin.register(ApprovalRule)
class ApprovalRuleAdmin(ReadOnlyAdmin):
    list_display = ["organization", "needs_approval", "updated_at", "updated_by_name"]
    list_select_related = ["organization__local_government"]
