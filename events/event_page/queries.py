"""One event with all that its page shows; as many queries for 372 bodies as for three."""

from django.db.models import QuerySet

from common.compiled_queries.compiled import compiled
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.programmes.models import ProgrammePart, Speaker
from members.access.viewers import viewer_of

_ROWS = {
    "hosts": EventHost.objects.select_related("organization__local_government"),
    "headcounts": Headcount.objects.all(),
    "opening_rules": OpeningRule.objects.all(),
    "special_days": SpecialDay.objects.all(),
    "programme_parts": ProgrammePart.objects.all(),
}


def event_with_rows(user, number: int) -> Event | None:
    """The event if the user may see it, its rows ready for `hosts.all()` and the like."""
    event = _event.first(viewer_of(user), number=number)
    if event is not None:
        rows = {name: _rows_of(name, number=event.pk) for name in _ROWS}
        _set_speakers(rows["programme_parts"], event)
        # as prefetch_related does, by statements that are put together once
        event._prefetched_objects_cache = {name: _filled(name, found) for name, found in rows.items()}
    return event


def _filled(name: str, found: list) -> QuerySet:
    rows = _ROWS[name].all()
    rows._result_cache = found
    return rows


@compiled
def _event(viewer, *, number):
    return (
        Event.objects.visible_to(viewer)
        .filter(pk=number)
        .select_related("venue", "series", "report", "card", "exhibitor_call")
    )


@compiled
def _rows_of(name, *, number):
    return _ROWS[name].filter(event_id=number)


def _set_speakers(parts: list[ProgrammePart], event: Event) -> None:
    speakers = _speakers(number=event.pk) if parts else []
    for part in parts:
        part.event = event
        part.named = [speaker for speaker in speakers if speaker.part_id == part.pk]


@compiled
def _speakers(*, number):
    return Speaker.objects.filter(part__event_id=number).order_by("position", "pk")
