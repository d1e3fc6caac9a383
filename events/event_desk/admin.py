from django.contrib import admin

from common.admin_mixins import column
from common.admin_site import EditedRowsMixin
from common.japanese_calendar import wareki
from common.publication.admin import PublicationAdmin
from events.calendars.versions import calendars_know
from events.event_desk.forms import EventForm, ParticipationForm
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.participations.actions import tell_bodies
from events.participations.emails import said_of
from events.participations.models import Participation
from events.periods.actions import move_days
from events.periods.rules import shift_of
from events.publication.actions import publish_event, withdraw_event
from events.reports.actions import take_back_early_reports


class HeadcountInline(EditedRowsMixin, admin.TabularInline):
    model = Headcount
    extra = 0


class EventHostInline(EditedRowsMixin, admin.TabularInline):
    model = EventHost
    extra = 0


class ParticipationInline(EditedRowsMixin, admin.TabularInline):
    model = Participation
    form = ParticipationForm
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).recorded().select_related("local_government")


@admin.register(Event)
class EventAdmin(PublicationAdmin):
    form = EventForm
    list_select_related = ("venue",)
    inlines = (EventHostInline, HeadcountInline, ParticipationInline)
    list_display = ("title", "kind", "date", "venue", "state")
    list_filter = ("state", "kind", "fiscal_year", "date_precision")
    search_fields = (
        "title",
        "venue__name",
        "hosts__name",
        "note",
        "participations__local_government__names__part",
    )
    date_hierarchy = "starts_on"
    fieldsets = (
        (None, {"fields": ("kind", "title", "summary")}),
        ("日付", {"fields": ("date_precision", "starts_on", "ends_on")}),
        ("場所", {"fields": ("attendance_mode", "venue", "room", "prefecture")}),
        ("記録", {"fields": ("note", "source")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )

    def publish(self, obj, by):
        publish_event(event=obj, by=by)

    def withdraw(self, obj, by):
        withdraw_event(event=obj, by=by)

    def save_model(self, request, obj, form, change):
        obj.sequence += change and calendars_know(form.changed_data)
        obj.edition, obj.saved_by = obj.edition + change, request.user
        saved = form.saved_event() if change else None
        super().save_model(request, obj, form, change)
        if saved:
            move_days(obj, shift_of(saved, obj.starts_on, obj.ends_on))
            take_back_early_reports([obj], by=request.user)
            tell_bodies(obj, said_of(saved))

    date = column("開催日", lambda row: wareki(row.starts_on, row.date_precision), ordering="starts_on")
