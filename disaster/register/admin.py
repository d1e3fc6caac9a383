from django.contrib import admin

from common.admin_mixins import column
from common.admin_site import EditedRowsMixin
from common.japanese_calendar import wareki
from common.publication.admin import PublicationAdmin
from disaster.disasters.forms import AffectedAreaForm, DisasterAdminForm
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark
from disaster.register.actions import publish_disaster, withdraw_disaster


class AffectedAreaInline(EditedRowsMixin, admin.TabularInline):
    model = AffectedArea
    form = AffectedAreaForm
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("local_government")


class DisasterMarkInline(EditedRowsMixin, admin.TabularInline):
    model = DisasterMark
    extra = 0


@admin.register(Disaster)
class DisasterAdmin(PublicationAdmin):
    """For repair; people write disasters on pages of their own."""

    form = DisasterAdminForm
    inlines = (AffectedAreaInline, DisasterMarkInline)
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
