"""Events of fixtures/events.csv; a row that is there is the secretariat's: loading never touches it."""

from django.db import transaction
from django.utils import timezone

from common import seed_data
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.participations.models import Participation
from events.programmes.models import ProgrammePart
from events.series.models import EventSeries
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment

KIND = {
    "milestone": Event.Kind.MILESTONE,
    "ceremony": Event.Kind.MILESTONE,
    "festival_support": Event.Kind.FESTIVAL,
    "symposium": Event.Kind.SYMPOSIUM,
    "exhibition": Event.Kind.EXHIBITION,
    "promotion": Event.Kind.SHOWCASE,
    "ward_event": Event.Kind.WARD_EVENT,
    "lecture": Event.Kind.LECTURE,
    "exchange": Event.Kind.EXCHANGE,
    "business": Event.Kind.OTHER,
    "other": Event.Kind.OTHER,
}


@transaction.atomic
def load_seed_data() -> dict[str, int]:
    """Load the events that are missing; returns how many rows were written. Members come first."""
    known = set(Event.objects.exclude(fact_key="").values_list("fact_key", flat=True))
    rows = [row for row in seed_data.read_rows("events.csv") if row["key"] not in known]
    venues = _venues(rows)
    series = _series(rows)
    events = Event.objects.bulk_create([_event(row, venues, series) for row in rows])
    pairs = list(zip(events, rows, strict=True))
    heads = Headcount.objects.bulk_create(
        headcount for event, row in pairs for headcount in _headcounts(event, row)
    )
    EventHost.objects.bulk_create(host for event, row in pairs for host in _hosts(event, row))
    ProgrammePart.objects.bulk_create(part for event, row in pairs for part in _programme(event, row))
    parts = _participations(pairs)
    refresh_index_all(Event, events)
    return {"イベント": len(events), "人数": len(heads), "出展・参加自治体": len(parts)}


def _event(row, venues, series) -> Event:
    return Event(
        fact_key=row["key"],
        kind=KIND[row["kind"]],
        title=row["title"],
        starts_on=seed_data.first_day(row["start"]),
        ends_on=seed_data.first_day(row["end"]),
        date_precision=row["date_precision"],
        starts_at=row["starts_at"] or None,
        ends_at=row["ends_at"] or None,
        series=series.get(row["series"]),
        attendance_mode=row["attendance_mode"],
        venue=venues.get((row["venue"], row["address"])),
        room=row["room"],
        prefecture=row["prefecture"],
        body=row["body"],
        note=row["note"],
        source=row["source"],
        state=PublicationState.PUBLISHED,
        published_at=timezone.now(),
    )


def _venues(rows) -> dict[tuple[str, str], Venue]:
    """The places of these rows by name and address, made where they are missing."""
    wanted = {(row["venue"], row["address"]) for row in rows if row["venue"]}
    Venue.objects.bulk_create(
        [Venue(name=name, address=address) for name, address in sorted(wanted)], ignore_conflicts=True
    )
    return {(venue.name, venue.address): venue for venue in Venue.objects.all()}


def _series(rows) -> dict[str, EventSeries]:
    """The series of these rows by name, made where they are missing."""
    wanted = sorted({row["series"] for row in rows if row["series"]})
    EventSeries.objects.bulk_create([EventSeries(name=name) for name in wanted], ignore_conflicts=True)
    return {series.name: series for series in EventSeries.objects.filter(name__in=wanted)}


def _hosts(event, row):
    roles = {EventHost.Role.HOST: row["hosts"], EventHost.Role.CO_HOST: row["co_hosts"]}
    for role, names in roles.items():
        for place, name in enumerate(filter(None, names.split(" ; "))):
            yield EventHost(event=event, role=role, position=place, name=name)


def _programme(event, row):
    for place, part in enumerate(filter(None, row["programme"].split(" ; "))):
        title, day, opens, closes = part.split("|")
        yield ProgrammePart(
            event=event,
            position=place,
            title=title,
            day=day or None,
            opens=opens or None,
            closes=closes or None,
        )


def _headcounts(event, row):
    if row["capacity"]:
        yield Headcount(event=event, basis=Headcount.Basis.CAPACITY, number=int(row["capacity"]))
    if row["attendance"]:
        yield Headcount(
            event=event,
            basis=row["attendance_kind"],
            number=int(row["attendance"]),
            label=row["attendance_basis"],
        )


def _participations(pairs) -> list[Participation]:
    codes = {event: _codes(row) for event, row in pairs}
    governments = LocalGovernment.objects.by_codes({code for found in codes.values() for code in found})
    return Participation.objects.bulk_create(
        Participation(event=event, local_government=governments.get(code, event.starts_on))
        for event, found in codes.items()
        for code in found
    )


def _codes(row) -> list[str]:
    """Who took part by code; `agreement_members` are all of fixtures/agreement_members.csv."""
    if row["participants"] == "agreement_members":
        return [member["code6"] for member in seed_data.read_rows("agreement_members.csv")]
    return row["participants"].split()
