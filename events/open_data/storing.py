"""Events of a sheet: what their rows may not say together, and how they are written."""

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone

from common.publication.models import DatePrecision
from events.calendars.versions import calendars_know
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.open_data.columns import ONLINE
from events.periods.rules import shift_of, why_not_in_period
from events.venues.models import Venue
from members.member_sheets.plan import Line

PLACE = {"place_name": "venue", "place_address": "venue"}
HOSTS = {"host_name": EventHost.Role.HOST, "co_host_name": EventHost.Role.CO_HOST}
ELSEWHERE = {*PLACE, *HOSTS, "description", "capacity"}


def refusals(line: Line) -> Iterator[tuple[str, str]]:
    """[title, sentence] of what contradicts itself; only of a row that would be written."""
    if not line.after and not line.is_new:
        return
    now = {
        name: line.after.get(name, getattr(line.obj, name))
        for name in ("starts_on", "ends_on", "starts_at", "ends_at")
    }
    first, last, opens, closes = now.values()
    if first and last and last < first:
        yield "終了日", "終了日は、開始日以後の日にしてください。"
    elif {"starts_on", "ends_on"} & set(line.after) and (out := why_not_in_period(line.obj, first, last)):
        yield "開始日", out
    if opens and closes and closes <= opens and (not last or last == first):
        yield "終了時間", "終了時間は、開始時間より後にしてください。"
    if closes and not opens:
        yield "終了時間", "終了時間を入力するときは、開始時間も入力してください。"
    if "holding" in line.after and Event.Holding.RESCHEDULED in (line.after["holding"], line.obj.holding):
        yield "開催状況", "日程変更は、催しの編集のページで登録してください。"


def shift(line: Line) -> int:
    """By how many days its whole period moves; before the row is written over."""
    first, last = (line.after.get(name, getattr(line.obj, name)) for name in ("starts_on", "ends_on"))
    return shift_of(line.obj, first, last)


def store(new: list[Line], changed: list[Line], *, by) -> None:
    """Write them: the new ones are drafts, of an organisation handed in at once.

    A new version for calendars where it matters to them, a new edition for whoever has the form open.
    """
    lines = [*new, *changed]
    _set_places(lines)
    for line in lines:
        _set_own(line)
    if not by.is_secretariat:
        _hand_in([line.obj for line in new], by)
    Event.objects.bulk_create([line.obj for line in new], batch_size=500)
    names = {name for line in changed for name in line.after} - ELSEWHERE
    names |= {"venue", "attendance_mode", "summary", "body", "date_precision", "changed_at"}
    if changed:
        Event.objects.bulk_update([line.obj for line in changed], sorted(names), batch_size=500)
        rows = Event.objects.filter(pk__in=[line.obj.pk for line in changed])
        rows.update(edition=F("edition") + 1, saved_by=by)
    moved = [line.obj.pk for line in changed if calendars_know(PLACE.get(name, name) for name in line.after)]
    Event.objects.filter(pk__in=moved).update(sequence=F("sequence") + 1)
    _set_hosts(lines)
    _set_capacities(lines)


def _hand_in(events: list[Event], by) -> None:
    """What a row must say (名称, 開始日) is all that the public needs; the secretariat publishes."""
    now = timezone.now()
    for event in events:
        event.submitted_at, event.submitted_by = now, by


def _set_own(line: Line) -> None:
    event, text = line.obj, line.after.get("description")
    event.changed_at = timezone.now()
    if "starts_on" in line.after:
        event.date_precision = DatePrecision.DAY
    if text is not None:
        long = len(text) > 2000 or bool(event.body and not event.summary)
        event.summary, event.body = ("", text) if long else (text, event.body)


def _set_places(lines: list[Line]) -> None:
    """Their venues by name and address, made where they are missing; another name is another place."""
    wanted = {}
    for line in lines:
        if {"place_name", "place_address"} & set(line.after):
            venue = line.obj.venue
            name = line.after.get("place_name", venue.name if venue else "")
            wanted[line.number] = name, line.after.get("place_address", venue.address if venue else "")
    access = {wanted[line.number]: line.values.get("access", "") for line in lines if line.number in wanted}
    places = {place for place in wanted.values() if place[0] and place[0] != ONLINE}
    found = {(v.name, v.address): v for v in Venue.objects.filter(name__in={name for name, _ in places})}
    missing = [Venue(name=n, address=a, access=access[n, a]) for n, a in sorted(places - set(found))]
    found |= {(venue.name, venue.address): venue for venue in Venue.objects.bulk_create(missing)}
    for line in lines:
        if line.number in wanted:
            place = wanted[line.number]
            is_online = place[0] == ONLINE
            line.obj.venue = None if is_online else found.get(place)
            if is_online or line.obj.attendance_mode == Event.AttendanceMode.ONLINE:
                modes = Event.AttendanceMode
                line.obj.attendance_mode = modes.ONLINE if is_online else modes.VENUE


def _set_hosts(lines: list[Line]) -> None:
    for column, role in HOSTS.items():
        named = {line.obj: line.after[column] for line in lines if line.after.get(column)}
        EventHost.objects.filter(event__in=named, role=role).delete()
        EventHost.objects.bulk_create(
            EventHost(event=event, role=role, name=name) for event, name in named.items()
        )


def _set_capacities(lines: list[Line]) -> None:
    counted = {line.obj: line.after["capacity"] for line in lines if line.after.get("capacity")}
    basis = Headcount.Basis.CAPACITY
    Headcount.objects.filter(event__in=counted, basis=basis).delete()
    Headcount.objects.bulk_create(
        Headcount(event=event, basis=basis, number=number) for event, number in counted.items()
    )
