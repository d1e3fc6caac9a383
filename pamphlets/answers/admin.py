from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from pamphlets.answers.models import WardAnswer


@admin.register(WardAnswer)
class WardAnswerAdmin(ReadOnlyAdmin):
    exclude = ["delegated_note"]  # said inside the ward
    list_display = [
        "pamphlet",
        "organization",
        "state",
        "copies",
        "places",
        "answered_at",
        "answered_by_name",
    ]
    list_filter = ["state", "pamphlet__state", "organization"]
    search_fields = ["pamphlet__title", "organization__name", "remark", "answered_by_name"]
    list_select_related = ["pamphlet", "organization"]
