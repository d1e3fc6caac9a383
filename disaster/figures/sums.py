"""The stored sums of disasters (`SupportSum`), read in place of the records where nothing narrows them."""

from collections.abc import Iterable, Mapping
from itertools import chain

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import BigIntegerField, F, Func, Q, Sum, TextField, Value
from django.db.models.functions import Cast

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster
from disaster.figures.definitions import Figure, summed_figures
from disaster.figures.models import SupportSum
from disaster.figures.scopes import Scope
from disaster.support_records.moments import Moments

STORED = frozenset(summed_figures())
ANY = "records"  # counts every record
MEASURES = ("total", "known", "counted", "beside")
NOTHING = {"total": None, "known": 0, "counted": 0, "beside": 0, "coverage": [], "bodies": []}  # no record


def answers(figure: Figure, scope: Scope, moments: Moments) -> bool:
    """Whether the stored sums say it: as it stands now, of all disasters or of one."""
    return figure in STORED and not moments.asked and scope.asked.keys() <= {"disaster"}


def cells_of(figures: Iterable[Figure], disasters: list[int] | None) -> list[tuple[Figure, dict]]:
    """Each figure with its cells, of goods one for each item and unit.

    Over all that everybody reads, or over these disasters; one query.
    """
    figures = list(figures)
    told = {} if disasters is None else {"disasters": disasters}
    rows: dict[str, list[dict]] = {}
    for row in _summed(False, figure_keys=[each.key for each in figures], **told):
        rows.setdefault(row["figure"], []).append(row)
    return [
        (figure, cell_of(figure, row))
        for figure in figures
        for row in rows.get(figure.key, [] if figure.by_item else [NOTHING])
    ]


def rows_by_disaster(figures: Iterable[Figure], disasters: list[int], wholes: Mapping[int, int]) -> dict:
    """{disaster: {key of a figure: its row}}, with what is told on the page of each; one query."""
    found: dict[int, dict[str, dict]] = {}
    for row in _summed(True, figure_keys=[each.key for each in figures], disasters=disasters):
        own = row.pop("disaster")
        here, key = found.setdefault(wholes.get(own, own), {}), row.pop("figure")
        here[key] = added(here[key], row) if key in here else row
    return found


def by_disaster(figure: Figure) -> dict:
    """{disaster: the total of the figure, or the bodies that it counts}, public or not; one query."""
    return dict(_by_disaster(figure.is_distinct, figure_keys=[figure.key]))


def cell_of(figure: Figure, row: dict) -> dict:
    """A row of sums as its figure counts: different bodies, whole numbers but for goods."""
    total = row["total"]
    if figure.is_distinct:
        total = len(set(chain.from_iterable(row["bodies"])))
    elif total is not None and not figure.by_item:
        total = int(total)
    return row | {"total": total, "coverage": sorted(chain.from_iterable(row["coverage"]))}


def added(row: dict, other: dict) -> dict:
    """Two rows as one; NULL is the total of nothing."""
    return {
        name: other[name] if value is None else value if other[name] is None else value + other[name]
        for name, value in row.items()
    }


def _told(disasters):
    if disasters is None:
        return SupportSum.objects.filter(disaster__in=Disaster.objects.told_in_public())
    return SupportSum.objects.filter(disaster__pk__any=disasters)


@compiled
def _summed(by_disaster, *, figure_keys, disasters=None):
    rows = _told(disasters).filter(figure__any=figure_keys)
    by = ("disaster",) if by_disaster else ("item", "unit")
    measures = {name: Sum(name) for name in MEASURES}
    lists = {
        name: JSONBAgg(name, filter=~Q(**{name: []}), default=Value([])) for name in ("coverage", "bodies")
    }
    return rows.values("figure", *by).annotate(**measures, **lists).order_by("figure", *by)


@compiled
def _by_disaster(is_distinct, *, figure_keys):
    rows = SupportSum.objects.filter(figure__any=figure_keys).order_by()
    if is_distinct:
        return rows.values_list("disaster", "bodies")
    return rows.values("disaster").annotate(whole=_whole()).values_list("disaster", "whole")


@compiled
def given_by_ward(*, figure_keys):
    """Of all that everybody reads, for each giver, job and disaster."""
    by = ("sender", "sender_government__code", "job", "disaster")
    rows = _told(None).filter(figure__any=figure_keys).values(*by).annotate(sent=_whole(), unknown=_unknown())
    return rows.filter(counted__gt=0).order_by("sender_government__code", "sender", "disaster", "job")


@compiled
def given_by_year(*, figure_keys):
    rows = _told(None).filter(figure__any=figure_keys, counted__gt=0).values("year")
    return rows.annotate(sent=_whole(), unknown=_unknown()).order_by("-year")


def _whole():
    """Of all numbers but those of goods: 4, not 4.00."""
    return Cast(Sum("total"), BigIntegerField())


def _unknown():
    return Sum(F("counted") - F("known"))


@compiled
def sources_of_sums(limit, *, figure_keys, disasters=None):
    each = Func("sources", function="unnest", output_field=TextField())
    sources = (
        _told(disasters).filter(figure__any=figure_keys).annotate(each=each).values_list("each", flat=True)
    )
    return sources.distinct().order_by("each")[:limit]
