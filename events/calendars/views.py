"""The calendar file of one event."""

from django.shortcuts import get_object_or_404

from common.page_cache.caching import cached_for_visitors
from events.calendars import ics
from events.events.models import Event
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.programmes.models import ProgrammePart
from events.venues.models import Venue


@cached_for_visitors(Event, EventHost, Venue, ProgrammePart, OpeningRule, SpecialDay)
def event_file(request, pk):
    event = get_object_or_404(ics.with_entries(Event.objects.visible_to(request.user)), pk=pk)
    return ics.calendar_response([event], f"event-{event.pk}.ics")
