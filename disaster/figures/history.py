"""How a figure came to be what it is: its value after each of the last recordings, and their reasons."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, Value

from common.append_only.models import Reason
from common.compiled_queries.compiled import compiled
from disaster.disasters.standings import Standings
from disaster.figures.definitions import Figure
from disaster.figures.scopes import Records, Scope
from disaster.figures.values import total_of
from disaster.support_records.moments import Moments

SHOWN = 10  # recordings; of each
REASONS = 5


@dataclass(frozen=True)
class Change:
    """The value from `moment` on; `reasons` are sentences."""

    moment: datetime.datetime
    value: object
    reasons: tuple[str, ...]


def changes(figure: Figure, scope: Scope, moments: Moments) -> list[Change]:
    """The latest first; the same queries whatever the number of versions."""
    standings = Standings(scope.disaster)
    disasters, hidden = (list(standings.ever), []) if scope.disaster else (None, list(standings.hidden))
    records = Records(**Records.of(scope, moments, disasters).values, hidden=hidden)
    told_by = standings.changes()
    # of one disaster all, or PostgreSQL would walk through the moments of all disasters for the latest
    recordings = _recordings(figure, records, None if scope.disaster else SHOWN)
    events = (moment for moment in told_by if not moments.recorded or moment <= moments.recorded)
    found = sorted({*recordings, *events}, reverse=True)[:SHOWN]
    if not found:
        return []
    silent = [list(standings.ever - standings.told_at(moment)) for moment in found]
    at = {f"moment_{number}": moment for number, moment in enumerate(found)}
    at |= {f"silent_{number}": those for number, those in enumerate(silent)}
    [totals] = _totals_at(figure, Records(**records.values, **at), len(found)) or [[None] * len(found)]
    reasons = _reasons(found, records)
    told = [
        Change(moment, value, (*reasons.get(moment, ()), *told_by.get(moment, ())))
        for moment, value in zip(found, totals, strict=True)
    ]
    before = [*(total or None for total in totals[1:]), None]  # a count of nothing is as no sum
    return [each for each, earlier in zip(told, before, strict=True) if (each.value or None) != earlier]


@compiled
def _recordings(figure, records, last):
    """When a version that counts came or was superseded; nothing after the recorded day."""
    recorded = records.values.get("recorded")
    came, went = (
        records.ever_told()
        .filter(figure.counts, **{f"{column}__isnull": False})
        .filter(**{f"{column}__lte": recorded} if recorded else {})
        .values_list(column, flat=True)
        .distinct()
        .order_by(*[f"-{column}"] if last else [])[:last]
        for column in ("recorded_at", "superseded_at")
    )
    return came.union(went)


@compiled
def _totals_at(figure, records, count):
    """One row: the total at each of so many moments, the latest first; nothing of what was silent then."""
    asked = records.values
    moments = [asked[f"moment_{number}"] for number in range(count)]
    said = [
        Q(recorded_at__lte=moment)
        & (Q(superseded_at=None) | Q(superseded_at__gt=moment))
        & ~Q(record__disaster__pk__any=asked[f"silent_{number}"])
        for number, moment in enumerate(moments)
    ]
    stood = records.ever_told().filter(Q(superseded_at=None) | Q(superseded_at__gt=moments[-1]))
    totals = {f"total_{number}": total_of(figure, figure.counts & at) for number, at in enumerate(said)}
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
