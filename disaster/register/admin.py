from django.contrib import admin

from common.admin_mixins import column
from common.japanese_calendar import wareki
from common.publication.admin import PublicationAdmin
from disaster.disasters.forms import DisasterAdminForm
from disaster.disasters.models import Disaster
from disaster.register.actions import publish_disaster, withdraw_disaster


@admin.register(Disaster)
class DisasterAdmin(PublicationAdmin):
    """For repair; people write disasters on pages of their own."""

    form = DisasterAdminForm
    list_display = ("name", "date", "kind", "state")
    list_filter = ("state", "kind", "date_precision")
    search_fields = ("name", "note", "affected_areas__local_government__names__part")
    date_hierarchy = "began_on"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "kind",
                    "date_precision",
                    "began_on",
                    "ended_on",
                    "parent",
                    "note",
                    "source",
                )
            },
        ),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )

    def publish(self, obj, by) -> None:
        publish_disaster(disaster=obj, by=by)

    def withdraw(self, obj, by) -> None:
        withdraw_disaster(disaster=obj, by=by)

    date = column("発生日", lambda row: wareki(row.began_on, row.date_precision), ordering="began_on")
