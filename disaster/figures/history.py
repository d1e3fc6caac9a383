"""How a figure came to be what it is: its value after each of the last recordings, and their reasons."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q, QuerySet

from common.append_only.models import Reason
from disaster.disasters.models import Disaster
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
    """The latest first; four queries whatever the number of versions."""
    versions = versions_ever(scope, replace(moments, recorded=None))
    merges = _merges(scope, moments)
    found = sorted({*_recordings(versions.filter(figure.counts), moments), *merges}, reverse=True)[:SHOWN]
    if not found:
        return []
    totals = totals_where(figure, versions, [_said_at(moment, scope) for moment in found])
    reasons = _reasons(versions, found)
    told = [
        Change(moment, value, (*reasons.get(moment, ()), *merges.get(moment, ())))
        for moment, value in zip(found, totals, strict=True)
    ]
    before = [*totals[1:], None]
    return [each for each, earlier in zip(told, before, strict=True) if each.value != earlier]


def _said_at(moment: datetime.datetime, scope: Scope) -> Q:
    said = Q(recorded_at__lte=moment) & (Q(superseded_at=None) | Q(superseded_at__gt=moment))
    if scope.disaster:
        said &= Q(record__disaster=scope.disaster) | Q(record__disaster__merged_at__lte=moment)
    return said


def _recordings(counting: QuerySet, moments: Moments) -> list[datetime.datetime]:
    """When a version that counts came or was superseded; nothing after the recorded day."""
    until = Q(moment__lte=moments.recorded) if moments.recorded else Q()
    came, went = (
        counting.filter(**{f"{column}__isnull": False})
        .annotate(moment=F(column))
        .filter(until)
        .values_list("moment", flat=True)
        .distinct()
        .order_by("-moment")[:SHOWN]
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


def _merges(scope: Scope, moments: Moments) -> dict[datetime.datetime, tuple[str, ...]]:
    """{moment: sentences} of the disasters that were merged into the one of the scope."""
    if not scope.disaster:
        return {}
    merged = Disaster.objects.filter(merged_into=scope.disaster)
    if moments.recorded:
        merged = merged.filter(merged_at__lte=moments.recorded)
    return {moment: (f"「{name}」の統合",) for moment, name in merged.values_list("merged_at", "name")}
