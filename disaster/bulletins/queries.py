"""The numbers of a bulletin: of a draft as they would be printed, of a published one what they are today."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.db.models import Max

from common.compiled_queries.compiled import compiled
from common.versions import read_version
from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from disaster.figures.definitions import Figure
from disaster.figures.forms import named
from disaster.figures.scopes import Scope
from disaster.figures.values import FigureValue, compute
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.moments import Moments


def next_number(disaster: Disaster) -> int:
    """Behind the last of this disaster, drafts counted."""
    return (disaster.bulletins.aggregate(last=Max("number"))["last"] or 0) + 1


@compiled
def bulletins_of(viewer, *, disasters, recorded=None):
    """Of these disasters, newest first; on an earlier day those of then."""
    told = Bulletin.objects.visible_to(viewer).filter(disaster__pk__any=disasters)
    if recorded is not None:
        told = told.filter(published_at__lte=recorded)
    return told.select_related("disaster", "corrects")


def chosen_figures(bulletin: Bulletin) -> list[tuple[Figure, Scope]]:
    return [named(name, bulletin.disaster) for name in bulletin.figures]


def draft_values(bulletin: Bulletin) -> list[FigureValue]:
    """In their order, a number without any record as unknown; two queries for each scope."""
    return values_of(chosen_figures(bulletin), Moments(bulletin.as_of))


def values_of(chosen: list[tuple[Figure, Scope]], moments: Moments) -> list[FigureValue]:
    found = {}
    for scope in dict.fromkeys(map(_whole, (scope for _, scope in chosen))):
        figures = {figure.key: figure for figure, asked in chosen if _whole(asked) == scope}
        for value in compute(figures.values(), scope, moments):
            found[value.figure.key, replace(scope, item=value.item, unit=_unit(value))] = value
    return [
        found.get((figure.key, scope))
        or FigureValue(figure, None, 0, 0, 0, unit=figure.unit, item=scope.item)
        for figure, scope in chosen
    ]


def values_today(printed: Iterable[PrintedFigure]) -> dict[int, FigureValue]:
    """{primary key: the number of the same day by the same rule as it is known today}."""
    by_day: dict[tuple, list[PrintedFigure]] = {}
    for each in printed:
        by_day.setdefault((each.on, each.rule_version), []).append(each)
    return {
        each.pk: value
        for (on, _), rows in by_day.items()
        for each, value in zip(
            rows, values_of([(row.figure, row.asked) for row in rows], Moments(on)), strict=True
        )
    }


def shown_version(numbers: Iterable[tuple[str, object, str]]) -> str:
    """Of (label, value, basis): what the secretariat saw before it was published."""
    told = {
        str(place): [label, None if value is None else f"{Decimal(value):.2f}", basis]
        for place, (label, value, basis) in enumerate(numbers)
    }
    return read_version(told)


def _whole(scope: Scope) -> Scope:
    return replace(scope, item="", unit="")


def _unit(value: FigureValue) -> str:
    return value.unit if value.item else ""
