"""Events of fixtures/events.csv; a row that is there is the secretariat's: loading never touches it."""

from django.db import transaction
from django.utils import timezone

from common import seed_data
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from events.events.models import Event, EventHost, Headcount
from events.participations.models import Participation
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
    events = Event.objects.bulk_create([_event(row, venues) for row in rows])
    pairs = list(zip(events, rows, strict=True))
    heads = Headcount.objects.bulk_create(
        headcount for event, row in pairs for headcount in _headcounts(event, row)
    )
    EventHost.objects.bulk_create(host for event, row in pairs for host in _hosts(event, row))
    parts = _participations(pairs)
    refresh_index_all(Event, events)
    return {"イベント": len(events), "人数": len(heads), "出展・参加自治体": len(parts)}


def _event(row, venues) -> Event:
    return Event(
        fact_key=row["key"],
        kind=KIND[row["kind"]],
        title=row["title"],
        starts_on=seed_data.first_day(row["start"]),
        ends_on=seed_data.first_day(row["end"]),
        date_precision=row["date_precision"],
        attendance_mode=row["attendance_mode"],
        venue=venues.get((row["venue"], row["address"])),
        room=row["room"],
        prefecture=row["prefecture"],
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


def _hosts(event, row):
    names = [name for name in row["hosts"].split(" ; ") if name]
    return [EventHost(event=event, position=place, name=name) for place, name in enumerate(names)]


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
    codes = {code for _, row in pairs for code in row["participants"].split()}
    governments = LocalGovernment.objects.by_codes(codes)
    return Participation.objects.bulk_create(
        Participation(event=event, local_government=governments.get(code, event.starts_on))
        for event, row in pairs
        for code in row["participants"].split()
    )
