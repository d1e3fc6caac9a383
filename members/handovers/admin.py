from django.contrib import admin

from members.access.admin import AuditedReadOnlyAdmin
from members.handovers.models import Handover


@admin.register(Handover)
class HandoverAdmin(AuditedReadOnlyAdmin):
    list_display = ["leaving", "successor_name", "successor_email", "effective_on", "origin", "state_column"]
    list_filter = ["effective_on", "origin", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["leaving__name", "successor_name", "successor_email"]
    list_select_related = ["leaving", "created_by"]

    @admin.display(description="状態")
    def state_column(self, handover):
        return handover.state[0]
