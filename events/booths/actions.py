"""Booths are made, given to bodies, moved, released and taken over into another event.

Each action locks the event, so that two who give the same booth away come one after the other.
"""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction

from common.audit_log.actions import record
from common.japanese_calendar import wareki
from common.refusals import ActionRefused, NothingToDo
from common.versions import refuse_stale
from events.booths.models import Booth, BoothAssignment, bodies_for_booths
from events.booths.queries import bodies_of, booths_by_body, days_of, placed_booths, spans
from events.events.actions import get_event_to_edit
from events.events.models import Event
from events.participations.models import Participation

MOST_BOOTHS = 1000
NOT_THEIRS = "{body}に、ブース{booth}は割り当てられていません。"
ONLY_DECIDED = "ブースは、このイベントへの出展が決定した団体だけに割り当てられます。"


@transaction.atomic
def make_booths(
    *, event: Event, prefix: str, first: int, last: int, name: str = "", size: str = "", by
) -> list[Booth]:
    """Add A-1 to A-20 in one act, for `prefix` "A-"; codes that are there already stay as they are."""
    event = get_event_to_edit(event, by)
    if not 0 < first <= last:
        raise ActionRefused("番号は、1以上で小さい方から大きい方へ指定してください。")
    there = set(event.booths.values_list("code", flat=True))
    if len(there) + last - first + 1 > MOST_BOOTHS:
        raise ActionRefused(f"ブースは1つのイベントに{MOST_BOOTHS:,}までです。番号を減らしてください。")
    codes = [f"{prefix}{number}" for number in range(first, last + 1)]
    new = [Booth(event=event, code=code, name=name, size=size) for code in codes if code not in there]
    booths = Booth.objects.bulk_create(new)
    if booths:
        record(by=by, verb="events.booths_made", obj=event, codes=[booth.code for booth in booths])
    return booths


@transaction.atomic
def save_booth(*, booth: Booth, by, values: Mapping, version: str = "") -> Booth:
    """Write over its code, name and size. Raises StaleVersion."""
    event = get_event_to_edit(booth.event, by)
    row = event.booths.get(pk=booth.pk)
    refuse_stale(row, values, version)
    if event.booths.filter(code=values["code"]).exclude(pk=row.pk).exists():
        raise ActionRefused(f"ブース番号「{values['code']}」はもうあります。ほかの番号を入力してください。")
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(by=by, verb="events.booth_edited", obj=event, booth=row.code)
    return row


@transaction.atomic
def delete_booth(*, booth: Booth, by) -> None:
    """The second press changes nothing. Raises ActionRefused as long as somebody has it."""
    event = get_event_to_edit(booth.event, by)
    row = event.booths.filter(pk=booth.pk).first()
    if row is None:
        return
    holder = row.assignments.held().first()
    if holder:
        raise ActionRefused(
            f"ブース{row.code}は{holder.participation}に割り当てられています。割当てを外してから削除してください。"
        )
    row.delete()
    record(by=by, verb="events.booth_deleted", obj=event, booth=row.code)


@transaction.atomic
def assign_booth(
    *,
    booth: Booth,
    participation: Participation,
    days: Iterable[datetime.date],
    by,
    source: Booth | None = None,
) -> None:
    """Give a booth to an accepted body for these days: all of them or none.

    With `source` it leaves that booth on these days (移動). Raises ActionRefused, with who has it.
    """
    event = get_event_to_edit(booth.event, by)
    days = sorted(set(days))
    if not bodies_for_booths().filter(pk=participation.pk, event=event).exists():
        raise ActionRefused(ONLY_DECIDED)
    if not days or not set(days) <= set(days_of(event)):
        raise ActionRefused("日は、開催期間の中から選んでください。")
    _refuse_taken(booth, participation, days)
    if source and source != booth:
        source.assignments.filter(participation=participation, day__in=days).delete()
    if _give(booth, participation, days):
        facts = {"from": source.code} if source and source != booth else {}
        record(
            by=by,
            verb="events.booth_assigned",
            obj=event,
            booth=booth.code,
            body=str(participation),
            days=spans(days),
            **facts,
        )


def _refuse_taken(booth: Booth, participation: Participation, days: list[datetime.date]) -> None:
    others = booth.assignments.held().filter(day__in=days).exclude(participation=participation)
    taken = others.select_related("participation__local_government", "participation__organization").first()
    if taken:
        raise ActionRefused(
            f"ブース{booth.code}は、{wareki(taken.day)}にはもう{taken.participation}に割り当てられています。"
            "ほかのブースか日を選んでください。"
        )


def _give(booth: Booth, participation: Participation, days: list[datetime.date]) -> bool:
    """Whether it was not theirs on all of these days; whoever no longer takes part loses it."""
    rows = booth.assignments.filter(day__in=days)
    rows.exclude(participation=participation).delete()
    there = set(rows.values_list("day", flat=True))
    new = [
        BoothAssignment(booth=booth, participation=participation, day=day) for day in days if day not in there
    ]
    return bool(BoothAssignment.objects.bulk_create(new))


@transaction.atomic
def release_booth(*, booth: Booth, participation: Participation, by) -> None:
    """Take it from that body on all days. Raises NothingToDo where it is not theirs."""
    event = get_event_to_edit(booth.event, by)
    if not booth.assignments.filter(participation=participation).delete()[0]:
        raise NothingToDo(NOT_THEIRS.format(body=participation, booth=booth.code))
    record(by=by, verb="events.booth_released", obj=event, booth=booth.code, body=str(participation))


@transaction.atomic
def fill_booths(*, event: Event, by) -> int:
    """Booths that are free on all days go to bodies without one, both in their order; how many did."""
    event = get_event_to_edit(event, by)
    days = days_of(event)
    placed = placed_booths(event)
    free = [one.booth for one in placed if days and one.free_days == days]
    having = booths_by_body(placed)
    bodies = [body for body in bodies_of(event) if body.pk not in having]
    pairs = list(zip(free, bodies, strict=False))
    BoothAssignment.objects.filter(booth__in=free, day__in=days).delete()  # of bodies that gave up
    BoothAssignment.objects.bulk_create(
        BoothAssignment(booth=booth, participation=body, day=day) for booth, body in pairs for day in days
    )
    if pairs:
        given = [f"{booth.code} {body}" for booth, body in pairs]
        record(by=by, verb="events.booths_filled", obj=event, given=given)
    return len(pairs)


@transaction.atomic
def copy_booths(source: Event, target: Event) -> int:
    """Take the list of booths over into another event, without who had them; how many came along."""
    Event.objects.select_for_update().get(pk=target.pk)
    there = set(target.booths.values_list("code", flat=True))
    new = [
        Booth(event=target, code=booth.code, name=booth.name, size=booth.size)
        for booth in source.booths.all()
        if booth.code not in there
    ]
    return len(Booth.objects.bulk_create(new))
