"""The programme of an event as it is read: day by day, each part with time, room, speakers and documents."""

from dataclasses import dataclass
from itertools import groupby

from common.attachments.queries import files_by_kind
from common.japanese_calendar import wareki
from common.text import render_body
from events.events.dates import clock_span
from events.programmes.models import ProgrammePart


@dataclass(frozen=True)
class ProgrammeDay:
    """A heading and its parts; parts of the whole period have no day."""

    key: str
    head: str
    parts: list[ProgrammePart]


def programme_days(parts: list[ProgrammePart], *, drafted: bool) -> list[ProgrammeDay]:
    """The parts in their order, under a heading for each day; `drafted`: with pictures that lack words."""
    for part in parts:
        part.content = files_by_kind(part.files, drafted=drafted)
        part.time = clock_span(part.opens, part.closes)
        part.text = render_body(part.body) if part.body else ""
    return [
        ProgrammeDay(f"programme-{day or 'all'}", wareki(day) if day else "開催期間を通して", list(found))
        for day, found in groupby(parts, lambda part: part.day)
    ]
