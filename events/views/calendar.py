"""Events as files for calendars."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from events import ics
from events.freshness import public_page
from events.models import Event

MOST = 300  # the newest; a calendar that subscribes keeps what it had


@public_page
def event_file(request, pk):
    event = get_object_or_404(Event.objects.visible_to(request.user).on_known_days(), pk=pk)
    return _calendar([event], f"event-{event.pk}.ics")


@public_page
def calendar_file(request):
    events = Event.objects.published().on_known_days().newest_first()[:MOST]
    return _calendar(events, "calendar.ics")


def _calendar(events, name):
    response = HttpResponse(ics.calendar_of(events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
