"""Calendar files of one event and of all."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from common.page_cache import cached_for_visitors
from events.calendars import ics
from events.events.models import Event, EventHost
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment

calendar_page = cached_for_visitors(Event, EventHost, Venue, LocalGovernment)
MAX_ENTRIES = 300  # the newest; a calendar that subscribes keeps what it had


@calendar_page
def event_file(request, pk):
    event = get_object_or_404(Event.objects.visible_to(request.user).with_hosts().on_known_days(), pk=pk)
    return _calendar([event], f"event-{event.pk}.ics")


@calendar_page
def calendar(request):
    events = Event.objects.published().with_hosts().on_known_days().newest_first()[:MAX_ENTRIES]
    return _calendar(events, "calendar.ics")


def _calendar(events, name):
    response = HttpResponse(ics.calendar_of(events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
