from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from members.organizations.queries import name_lookups
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
    search_fields = ["pamphlet__title", *name_lookups("organization__"), "remark", "answered_by_name"]
    list_select_related = ["pamphlet", "organization"]
