"""Events for people's own calendars; only those whose day is known, a day is never made up."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from events.events.models import Event


def calendar_of(events: Iterable[Event]) -> bytes:
    """RFC 5545, all-day entries; the end is the day after the last, as the standard wants it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//events//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{settings.SITE_NAME} イベント・展示")
    for event in events:
        calendar.add_component(_entry(event))
    return calendar.to_ical()


def _entry(event: Event) -> Entry:
    url = f"{settings.SITE_URL}{event.get_absolute_url()}"
    last = event.ends_on or event.starts_on
    entry = Entry()
    entry.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", event.changed_at)
    entry.add("dtstart", event.starts_on)
    entry.add("dtend", last + datetime.timedelta(days=1))
    entry.add("summary", event.title)
    if event.place:
        entry.add("location", event.place)
    about = [f"主催: {event.host}" if event.host else "", event.summary or event.note, url]
    entry.add("description", "\n".join(part for part in about if part))
    entry.add("url", url)
    return entry
