from django.contrib import admin

from common.admin_mixins import column
from members.access.admin import AuditedReadOnlyAdmin
from members.handovers.models import Handover


@admin.register(Handover)
class HandoverAdmin(AuditedReadOnlyAdmin):
    list_display = ["leaving", "successor_name", "successor_email", "effective_on", "origin", "state_column"]
    list_filter = ["effective_on", "origin", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["leaving__name", "successor_name", "successor_email"]
    list_select_related = ["leaving", "created_by"]

    state_column = column("状態", lambda row: row.state[0])
