from django.contrib import admin

from events.forms import EventForm, ParticipationForm
from events.models import Event, Headcount, Participation
from office.calendar import wareki
from office.publication_admin import PublicationAdmin, TextsAtTheDoor


class HeadcountInline(TextsAtTheDoor, admin.TabularInline):
    model = Headcount
    extra = 0


class ParticipationInline(admin.TabularInline):
    model = Participation
    form = ParticipationForm
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("local_government")


@admin.register(Event)
class EventAdmin(PublicationAdmin):
    form = EventForm
    inlines = (HeadcountInline, ParticipationInline)
    list_display = ("title", "kind", "date", "venue", "host", "state")
    list_filter = ("state", "kind", "fiscal_year", "date_precision")
    search_fields = ("title", "venue", "host", "note", "participations__local_government__name")
    date_hierarchy = "starts_on"
    fieldsets = (
        (None, {"fields": ("kind", "title", "summary")}),
        ("日付", {"fields": ("date_precision", "starts_on", "ends_on")}),
        ("場所と主催", {"fields": ("venue", "prefecture", "host")}),
        ("記録", {"fields": ("note", "source")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )

    @admin.display(description="開催日", ordering="starts_on")
    def date(self, event):
        return wareki(event.starts_on, event.date_precision)
