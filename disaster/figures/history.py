"""How a figure came to be what it is: its value after each of the last recordings, and their reasons."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from common.append_only.models import Reason
from disaster.disasters.standings import Standings
from disaster.figures.definitions import Figure
from disaster.figures.scopes import Scope
from disaster.figures.values import totals_where, versions_ever
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
    versions = versions_ever(scope, moments, list(standings.ever))
    told_by = standings.changes()
    recordings = _recordings(versions.filter(figure.counts), scope, moments)
    events = (moment for moment in told_by if not moments.recorded or moment <= moments.recorded)
    found = sorted({*recordings, *events}, reverse=True)[:SHOWN]
    if not found:
        return []
    stood = versions.filter(Q(superseded_at=None) | Q(superseded_at__gt=found[-1]))
    totals = totals_where(figure, stood, [_said_at(moment, standings) for moment in found])
    reasons = _reasons(versions, found)
    told = [
        Change(moment, value, (*reasons.get(moment, ()), *told_by.get(moment, ())))
        for moment, value in zip(found, totals, strict=True)
    ]
    before = [*(total or None for total in totals[1:]), None]  # a count of nothing is as no sum
    return [each for each, earlier in zip(told, before, strict=True) if (each.value or None) != earlier]


def _said_at(moment: datetime.datetime, standings: Standings) -> Q:
    said = Q(recorded_at__lte=moment) & (Q(superseded_at=None) | Q(superseded_at__gt=moment))
    if silent := standings.ever - standings.told_at(moment):
        said &= ~Q(record__disaster__in=silent)
    return said


def _recordings(counting: QuerySet, scope: Scope, moments: Moments) -> list[datetime.datetime]:
    """When a version that counts came or was superseded; nothing after the recorded day.

    Of one disaster all, or PostgreSQL would walk through the moments of all disasters for the latest.
    """
    last = None if scope.disaster else SHOWN
    until = Q(moment__lte=moments.recorded) if moments.recorded else Q()
    came, went = (
        counting.filter(**{f"{column}__isnull": False})
        .annotate(moment=F(column))
        .filter(until)
        .values_list("moment", flat=True)
        .distinct()
        .order_by(*[] if scope.disaster else ["-moment"])[:last]
        for column in ("recorded_at", "superseded_at")
    )
    return list(came.union(went))


def _reasons(versions: QuerySet, found: list[datetime.datetime]) -> dict:
    rows = (
        versions.filter(recorded_at__in=found)
        .values_list("recorded_at", "reason", "words")
        .annotate(number=Count("pk"))
        .order_by("recorded_at", "reason", "words")
    )
    reasons: dict[datetime.datetime, list[str]] = {}
    for moment, reason, words, number in rows[: SHOWN * REASONS]:
        said = f"{Reason(reason).label}{number}件"
        reasons.setdefault(moment, []).append(f"{said}：{words}" if words else said)
    return reasons
