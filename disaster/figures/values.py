"""A figure computed: its value, how many records it rests on and how many are unknown, and its coverage."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from urllib.parse import parse_qsl, urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.lookups import IsNull
from django.urls import reverse

from common.compiled_queries.compiled import compiled
from common.formats import number_ja
from disaster.figures import sums
from disaster.figures.definitions import Figure, standing_figures
from disaster.figures.scopes import ALL, Records, Scope, disasters_in
from disaster.support_records.moments import NOW, Moments

MAX_SOURCES = 50


@dataclass(frozen=True)
class FigureValue:
    """`value` is None where nothing is known; `beside` counts records that cannot be added."""

    figure: Figure
    value: int | Decimal | None
    known: int
    unknown: int
    beside: int
    coverage: tuple[str, ...] = ()
    unit: str = ""
    item: str = ""
    query: str = ""  # of the page of the number

    @property
    def is_empty(self) -> bool:
        return not self.known and not self.unknown

    @property
    def label(self) -> str:
        return f"{self.figure.label}（{self.item}）" if self.item else self.figure.label

    @property
    def is_whole(self) -> bool:
        """Whether every record that counts is known and none has been left out."""
        return not (self.unknown or self.beside or self.coverage)

    @property
    def basis(self) -> str:
        """On how many records it rests and what is left out, in words."""
        part = "、".join(filter(None, self.coverage))
        said = [
            f"分かっている個票{number_ja(self.known)}件から計算" if self.known else "",
            f"ほかに確認中{number_ja(self.unknown)}件" if self.unknown else "",
            f"数え方が違う{number_ja(self.beside)}件は足していません" if self.beside else "",
            f"一部の記録（{part}）" if part else "一部の記録" if self.coverage else "",
        ]
        return "。".join(filter(None, said))

    def get_absolute_url(self) -> str:
        query = self.query
        if self.item:
            asked = dict(parse_qsl(query.removeprefix("?"))) | {"item": self.item, "unit": self.unit}
            query = f"?{urlencode(asked)}"
        return _address(self.figure.key) + query


@cache
def _address(key: str) -> str:
    """A strip of numbers asks for it several times on each page: a sixth of its CPU."""
    return reverse("disaster:figure", args=[key])


def compute(
    figures: Iterable[Figure], scope: Scope = ALL, moments: Moments = NOW, disasters: list[int] | None = None
) -> list[FigureValue]:
    """In the order of the figures, of goods one for each item and unit; a query, one more with goods.

    Over all disasters that the scope has, or over these: their keys, with those of what was merged into them.
    """
    figures, query = tuple(figures), scope.query(moments)
    stored = [each for each in figures if sums.answers(each, scope, moments)]
    counted = tuple(each for each in figures if each not in stored)
    if disasters is None and scope.disaster:
        disasters = disasters_in(scope, moments.recorded)
    cells = sums.cells_of(stored, disasters) if stored else []
    cells += _cells(counted, Records.of(scope, moments, disasters))
    places = {each.key: place for place, each in enumerate(figures)}
    found = [value_of(figure, cell, query) for figure, cell in cells]
    return sorted(found, key=lambda each: places[each.figure.key])


def _cells(figures: tuple[Figure, ...], records: Records) -> Iterator[tuple[Figure, dict]]:
    """Counted from the records; one query, one more with goods."""
    for by_item in (False, True):
        if those := tuple(each for each in figures if each.by_item == by_item):
            for row in list(_totals(those, records)) or ([] if by_item else [{}]):
                yield from ((each, _cell(row, number)) for number, each in enumerate(those))


def figures_told(
    scope: Scope, moments: Moments = NOW, disasters: list[int] | None = None
) -> list[FigureValue]:
    """All that rest on a record, as pages show them."""
    return [each for each in compute(standing_figures(), scope, moments, disasters) if not each.is_empty]


def figures_by_disaster(
    figures: tuple[Figure, ...], disasters: list[int], moments: Moments, wholes: Mapping[int, int]
) -> dict[int, list[FigureValue]]:
    """{primary key: those of the figures that rest on a record}; one query for any number of disasters.

    `wholes`: what was merged is told with another, as `wholes_at` says it; so the figures must be sums.
    """
    if moments.asked:
        rows = _counted_by_disaster(figures, Records.of(ALL, moments, disasters), wholes)
    else:
        rows = sums.rows_by_disaster(figures, disasters, wholes)
    return {
        whole: [
            value_of(each, sums.cell_of(each, row[each.key]), Scope(disaster=whole).query(moments))
            for each in figures
            if each.key in row and row[each.key]["counted"]
        ]
        for whole, row in rows.items()
    }


def _counted_by_disaster(figures, records: Records, wholes) -> dict[int, dict[str, dict]]:
    found: dict[int, dict[str, dict]] = {}
    for row in _totals(figures, records, True):
        own = row["disaster"]
        here = found.setdefault(wholes.get(own, own), {})
        for number, figure in enumerate(figures):
            cell = _cell(row, number)
            cell |= {"coverage": [cell["coverage"]]}
            here[figure.key] = sums.added(here[figure.key], cell) if figure.key in here else cell
    return found


@compiled
def _totals(figures, records, by_disaster=False):
    """The columns of figures: one row, or one for each disaster; of goods one for each item and unit."""
    concerned = [each.counts if each.beside is None else each.counts | each.beside for each in figures]
    told = records.told()
    if all(concerned):  # an empty Q counts every record, and `Q() | other` is `other`
        told = told.filter(reduce(or_, concerned))
    if figures[0].by_item:
        rows = told.values("item", "unit").order_by("item", "unit")
    else:  # aggregate() would put the rows into a subquery
        rows = told.values(disaster=F("record__disaster") if by_disaster else Value(True))
    columns = {}
    for number, figure in enumerate(figures):
        columns |= {f"{name}_{number}": each for name, each in columns_of(figure).items()}
    return rows.annotate(**columns)


def sources_of(figure: Figure, scope: Scope, moments: Moments, disasters: list[int] | None) -> list[str]:
    """What the records that count rest on."""
    if sums.answers(figure, scope, moments):
        told = {} if disasters is None else {"disasters": disasters}
        return sums.sources_of_sums(MAX_SOURCES, figure_keys=[figure.key], **told)
    return _sources_of(figure, Records.of(scope, moments, disasters))


@compiled
def _sources_of(figure, records):
    told = records.told().filter(figure.counts)
    return told.values_list("source", flat=True).distinct().order_by("source")[:MAX_SOURCES]


def parts_of(figure: Figure) -> dict:
    """The columns of what can be put together again: different bodies and sources are lists."""
    columns = columns_of(figure) | {"sources": ArrayAgg("source", distinct=True, filter=figure.counts)}
    return columns | ({"bodies": bodies_of(figure, figure.counts)} if figure.is_distinct else {})


def columns_of(figure: Figure) -> dict:
    known = figure.counts & IsNull(figure.adds, False)
    partial = figure.counts & Q(is_partial=True)
    columns = {
        "total": total_of(figure, figure.counts),
        "known": Count("pk", filter=known),
        "counted": Count("pk", filter=figure.counts),
        "coverage": ArrayAgg("coverage", distinct=True, filter=partial, default=Value([])),
    }
    if figure.beside is not None:
        columns["beside"] = Count("pk", filter=figure.beside)
    return columns


def total_of(figure: Figure, where: Q):
    if figure.is_distinct:
        return Count(figure.adds, distinct=True, filter=where)
    return Sum(figure.adds, filter=where)


def bodies_of(figure: Figure, where: Q) -> ArrayAgg:
    """What a distinct number counts; NULL where nothing is known."""
    return ArrayAgg(figure.adds, distinct=True, filter=where & IsNull(figure.adds, False))


def _cell(row: dict, number: int) -> dict:
    """What a row says of the figure with that number; a row without columns is that no record counts."""
    said = {name: row.get(f"{name}_{number}") for name in ("total", "known", "counted", "beside", "coverage")}
    cell = sums.NOTHING | {name: value for name, value in said.items() if value is not None}
    return cell | {"item": row.get("item", ""), "unit": row.get("unit", "")}


def value_of(figure: Figure, cell: dict, query: str) -> FigureValue:
    return FigureValue(
        figure,
        value=cell["total"] if cell["known"] else None,
        known=cell["known"],
        unknown=cell["counted"] - cell["known"],
        beside=cell["beside"],
        coverage=tuple(dict.fromkeys(cell["coverage"])),
        item=cell.get("item", ""),
        unit=cell.get("unit", "") or figure.unit,
        query=query,
    )
