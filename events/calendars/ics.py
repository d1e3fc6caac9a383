"""Events for people's own calendars (RFC 5545); only those whose day is known, a day is never made up."""

import datetime
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as Entry

from events.events.models import Event
from events.opening_hours import hours
from events.programmes.models import ProgrammePart

ASKED_AGAIN = datetime.timedelta(hours=12)  # how often a calendar that subscribes should look
NAME = f"{settings.SITE_NAME} イベント・展示"


def with_entries(events):
    """These events with all that their entries say."""
    return (
        events.select_related("venue")
        .prefetch_related("hosts", "programme_parts", "opening_rules", "special_days")
        .on_known_days()
    )


def calendar_response(events: Iterable[Event], file_name: str, name: str = NAME) -> HttpResponse:
    response = HttpResponse(calendar_of(events, name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def calendar_of(events: Iterable[Event], name: str = NAME) -> bytes:
    """An entry for each event, and one for each part of its programme that has a day."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//events//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    calendar.add_component(_tokyo())
    for event in events:
        for entry in _entries(event):
            calendar.add_component(entry)
    return calendar.to_ical()


def uid_of(event: Event, part: ProgrammePart | None = None) -> str:
    """What an entry is known by for ever."""
    named = f"event-{event.pk}" if part is None else f"event-{event.pk}-part-{part.pk}"
    return f"{named}@{urlsplit(settings.SITE_URL).hostname}"


def _tokyo() -> Timezone:
    """Japan has no summer time since 1952."""
    rule = TimezoneStandard()
    rule.add("dtstart", datetime.datetime(1970, 1, 1))  # noqa: DTZ001  local time, as the standard wants it
    rule.add("tzname", "JST")
    for name in ("tzoffsetfrom", "tzoffsetto"):
        rule.add(name, datetime.timedelta(hours=9))
    zone = Timezone()
    zone.add("tzid", "Asia/Tokyo")
    zone.add_component(rule)
    return zone


def _entries(event: Event) -> Iterator[Entry]:
    parts = event.programme_parts.all()
    entry = _entry(event, uid_of(event), event.title, event.room)
    _add_time(entry, *_time_of(event))
    entry.add("description", _description(event, [part for part in parts if part.day is None]))
    yield entry
    for part in parts:
        if part.day is not None:
            yield _part_entry(event, part)


def _part_entry(event: Event, part: ProgrammePart) -> Entry:
    entry = _entry(event, uid_of(event, part), f"{part.title}（{event.title}）", part.room or event.room)
    _add_time(entry, *_times(part.day, part.opens, part.day, part.closes))
    entry.add("related-to", uid_of(event))
    entry.add("description", "\n".join(filter(None, [part.body, _url(event)])))
    return entry


def _entry(event: Event, uid: str, summary: str, room: str) -> Entry:
    entry = Entry()
    entry.add("uid", uid)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_called_off else "CONFIRMED")
    entry.add("summary", summary)
    entry.add("categories", [event.kind_name])
    if place := _place(event, room):
        entry.add("location", place)
    entry.add("url", _url(event))
    return entry


def _url(event: Event) -> str:
    return f"{settings.SITE_URL}{event.get_absolute_url()}"


def _place(event: Event, room: str) -> str:
    """東京区政会館 1階, 東京都千代田区飯田橋3-5-1; never where one takes part online."""
    if event.attendance_mode == Event.AttendanceMode.ONLINE or event.venue is None:
        return event.place
    return ", ".join(filter(None, [f"{event.venue.name} {room}".strip(), event.venue.address]))


def _time_of(event: Event):
    """An exhibition of many days fills days; its hours stand in the text."""
    last = event.ends_on or event.starts_on
    if last > event.starts_on and (event.kind == Event.Kind.EXHIBITION or event.ends_at is None):
        return _times(event.starts_on, None, last, None)
    return _times(event.starts_on, event.starts_at, last, event.ends_at)


def _times(first, opens, last, closes):
    """Start and end; of whole days the end is the day after the last, as the standard wants it."""
    if opens is None:
        return first, last + datetime.timedelta(days=1)
    zone = timezone.get_default_timezone()
    end = datetime.datetime.combine(last, closes, zone) if closes else None
    return datetime.datetime.combine(first, opens, zone), end


def _add_time(entry: Entry, start, end) -> None:
    entry.add("dtstart", start)
    if end is not None:  # who has no end ends when it begins: an end is not made up either
        entry.add("dtend", end)


def _description(event: Event, parts: list[ProgrammePart]) -> str:
    holding = event.get_holding_display() if event.holding != Event.Holding.PLANNED else ""
    about = [
        "　".join(filter(None, [holding, event.holding_note])),
        f"主催: {event.host}" if event.host else "",
        f"開場時間: {hours.in_words(event)}" if hours.has_hours(event) else "",
        event.about,
        "\n".join(part.title for part in parts),
        _url(event),
    ]
    return "\n".join(part for part in about if part)
