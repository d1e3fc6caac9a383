"""How a figure came to be what it is: its value after each of the last recordings, and their reasons."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Q, Value

from common.append_only.models import Reason
from common.compiled_queries.compiled import compiled
from disaster.disasters.standings import Standings
from disaster.figures import sums
from disaster.figures.definitions import Figure
from disaster.figures.parts import Parts
from disaster.figures.scopes import Records, Scope
from disaster.figures.values import bodies_of, total_of
from disaster.support_records.moments import Moments

SHOWN = 10  # recordings; of each
REASONS = 5


@dataclass(frozen=True)
class Change:
    """The value from `moment` on; `reasons` are sentences."""

    moment: datetime.datetime
    value: object
    reasons: tuple[str, ...]


def changes(
    figure: Figure,
    scope: Scope,
    moments: Moments,
    standings: Standings | None = None,
    parts: Parts | None = None,
) -> list[Change]:
    """The latest first; the same queries whatever the number of versions.

    `standings` and `parts`: what the page has read already.
    """
    standings = standings or Standings(scope.disaster)
    disasters, hidden = (list(standings.ever), []) if scope.disaster else (None, list(standings.hidden))
    records = Records(**Records.of(scope, moments, disasters).values, hidden=hidden)
    told_by = standings.changes()
    # of one disaster all, or PostgreSQL would walk through the moments of all disasters for the latest
    happened = {*_recordings(figure, records, None if scope.disaster else SHOWN), *told_by}
    known = (moment for moment in happened if not moments.recorded or moment <= moments.recorded)
    found = sorted(known, reverse=True)[:SHOWN]
    if not found:
        return []
    told_at = [standings.told_at(moment) for moment in found]
    at = {f"moment_{number}": moment for number, moment in enumerate(found)}
    at |= {f"silent_{number}": list(standings.ever - told) for number, told in enumerate(told_at)}
    if scope.disaster:
        totals = [_sum(figure, [each]) for each in _parts_at(figure, records, len(found), at)]
    else:
        if sums.answers(figure, scope, moments):
            stood = sums.by_disaster(figure)
        else:
            stood = (parts or Parts(figure, scope, moments)).by_disaster()
        totals = _totals_beside(stood, figure, records, found, told_at, at)
    reasons = _reasons(found, records)
    told = [
        Change(moment, value, (*reasons.get(moment, ()), *told_by.get(moment, ())))
        for moment, value in zip(found, totals, strict=True)
    ]
    before = [*(total or None for total in totals[1:]), None]  # a count of nothing is as no sum
    return [each for each, earlier in zip(told, before, strict=True) if (each.value or None) != earlier]


@compiled
def _recordings(figure, records, limit):
    """When a version that counts came or was superseded; the last of them until the recorded day, or all."""
    recorded = records.values.get("recorded") if limit else None
    came, went = (
        records.ever_told()
        .filter(figure.counts, **{f"{column}__isnull": False})
        .filter(**{f"{column}__lte": recorded} if recorded else {})
        .values_list(column, flat=True)
        .distinct()
        .order_by(*[f"-{column}"] if limit else [])[:limit]
        for column in ("recorded_at", "superseded_at")
    )
    return came.union(went)


def _totals_beside(stood, figure, records, found, told_at, at) -> list:
    """Only disasters in which something counted came or went since are counted; of the others it stood so."""
    touched = list(_touched(figure, records, moments=found))
    counted = _parts_at(figure, Records(**records.values, disasters=touched), len(found), at)
    kept = [[stood[disaster] for disaster in told - set(touched) if disaster in stood] for told in told_at]
    return [_sum(figure, [part, *others]) for part, others in zip(counted, kept, strict=True)]


def _sum(figure: Figure, parts: Iterable):
    """Of totals, None where nothing is known; of lists of bodies how many different ones."""
    if figure.is_distinct:
        return len(set(chain.from_iterable(parts)))
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


@compiled
def _touched(figure, records, *, moments):
    """Disasters in which a version that counts came or was superseded at one of the moments."""
    versions = records.ever_told().filter(figure.counts)
    came, went = (
        versions.filter(**{f"{column}__any": moments}).values_list("record__disaster", flat=True)
        for column in ("recorded_at", "superseded_at")
    )
    return came.union(went)


def _parts_at(figure: Figure, records: Records, count: int, at: dict) -> list:
    [parts] = _totals_at(figure, Records(**records.values, **at), count) or [[None] * count]
    return [part or [] for part in parts] if figure.is_distinct else list(parts)


@compiled
def _totals_at(figure, records, count):
    """One row: what stood at each of so many moments, the latest first; nothing of what was silent then."""
    asked = records.values
    moments = [asked[f"moment_{number}"] for number in range(count)]
    said = [
        Q(recorded_at__lte=moment)
        & (Q(superseded_at=None) | Q(superseded_at__gt=moment))
        & ~Q(record__disaster__pk__any=asked[f"silent_{number}"])
        for number, moment in enumerate(moments)
    ]
    stood = records.ever_told().filter(
        figure.counts,
        Q(superseded_at=None) | Q(superseded_at__gt=moments[-1]),
        recorded_at__lte=moments[0],
    )
    part_of = bodies_of if figure.is_distinct else total_of
    totals = {f"total_{number}": part_of(figure, at) for number, at in enumerate(said)}
    return stood.values(whole=Value(True)).annotate(**totals).values_list(*totals)


@compiled
def _reasons_at(records, *, moments):
    rows = records.ever_told().filter(recorded_at__any=moments)
    told = rows.values_list("recorded_at", "reason", "words").annotate(number=Count("pk"))
    return told.order_by("recorded_at", "reason", "words")[: SHOWN * REASONS]


def _reasons(found: list[datetime.datetime], records: Records) -> dict[datetime.datetime, list[str]]:
    reasons: dict[datetime.datetime, list[str]] = {}
    for moment, reason, words, number in _reasons_at(records, moments=found):
        said = f"{Reason(reason).label}{number}件"
        reasons.setdefault(moment, []).append(f"{said}：{words}" if words else said)
    return reasons
