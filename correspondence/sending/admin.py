"""Whether an organisation approves what it sends: to be read; each organisation says so on its own page."""

from common.admin_mixins import ReadOnlyAdmin


class ApprovalRuleAdmin(ReadOnlyAdmin):
    list_display = ["organization", "needs_approval", "updated_at", "updated_by_name"]
    list_select_related = ["organization__local_government"]
