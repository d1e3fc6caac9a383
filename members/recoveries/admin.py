from django.contrib import admin

from members.access.admin import AuditedReadOnlyAdmin
from members.recoveries.models import Recovery


@admin.register(Recovery)
class RecoveryAdmin(AuditedReadOnlyAdmin):
    """Looked at here; decided on its own page."""

    list_display = ["user", "state", "lost", "email", "new_email", "created_at", "verified_at", "decided_by"]
    list_filter = ["state", "lost"]
    search_fields = ["name", "email", "new_email", "user__name"]
    search_help_text = "氏名・アドレスから探します。"
    list_select_related = ["user", "decided_by"]
    ordering = ["-verified_at", "-id"]
