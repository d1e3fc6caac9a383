"""What a page of an event says to machines (schema.org, JSON-LD); never where one takes part online."""

import datetime
import unicodedata

from django.utils import timezone

from common.sharing.sharing import absolute
from events.cards.schedules import schedules_of
from events.events.models import Event
from events.hosts.models import EventHost

TYPES = {
    Event.Kind.EXHIBITION: "ExhibitionEvent",
    Event.Kind.FESTIVAL: "Festival",
    Event.Kind.LECTURE: "EducationEvent",
    Event.Kind.SYMPOSIUM: "EducationEvent",
}
STATUS = {
    Event.Holding.PLANNED: "EventScheduled",
    Event.Holding.CANCELLED: "EventCancelled",
    Event.Holding.POSTPONED: "EventPostponed",
    Event.Holding.RESCHEDULED: "EventRescheduled",
}
MODES = {
    Event.AttendanceMode.VENUE: "OfflineEventAttendanceMode",
    Event.AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    Event.AttendanceMode.BOTH: "MixedEventAttendanceMode",
}
FREE = {"無料", "入場無料", "参加無料", "観覧無料", "参加費無料", "入場料無料", "0円"}


def facts_of(event: Event) -> dict:
    """A page about it where its day is not known."""
    if not event.is_on_known_day:
        return {"@type": "WebPage"}
    url = absolute(event.get_absolute_url())
    last = event.ends_on or event.starts_on
    facts = {
        "@type": TYPES.get(event.kind, "Event"),
        "description": event.about,
        "startDate": _moment(event.starts_on, event.starts_at),
        "endDate": _moment(last, event.ends_at),
        "eventStatus": f"https://schema.org/{STATUS[event.holding]}",
        "previousStartDate": event.former_starts_on.isoformat() if event.former_starts_on else None,
        "eventAttendanceMode": f"https://schema.org/{MODES[event.attendance_mode]}",
        "location": _locations(event, url),
        "organizer": [
            {"@type": "Organization", "name": host.name}
            for host in event.hosts.all()
            if host.role in (EventHost.Role.HOST, EventHost.Role.CO_HOST)
        ],
        "eventSchedule": schedules_of(event),
        **_price(event, url),
    }
    return {name: value for name, value in facts.items() if value}


def _moment(day: datetime.date, time: datetime.time | None) -> str:
    """As far as it is known: an end at no known hour is a day."""
    if time is None:
        return day.isoformat()
    return datetime.datetime.combine(day, time, timezone.get_default_timezone()).isoformat()


def _locations(event: Event, url: str) -> list[dict]:
    found = []
    if event.venue and event.attendance_mode != Event.AttendanceMode.ONLINE:
        found.append(_place(event))
    if event.attendance_mode != Event.AttendanceMode.VENUE:
        found.append({"@type": "VirtualLocation", "url": url})  # where to ask; who signs up is told the rest
    return found


def _place(event: Event) -> dict:
    place = {"@type": "Place", "name": event.place}
    if event.venue.address:
        place["address"] = {
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "streetAddress": event.venue.address,
        }
    return place


def _price(event: Event, url: str) -> dict:
    if unicodedata.normalize("NFKC", event.fee).strip() not in FREE:
        return {}
    offer = {"@type": "Offer", "price": "0", "priceCurrency": "JPY", "url": url}
    return {"isAccessibleForFree": True, "offers": offer}
