"""A figure computed: its value, how many records it rests on and how many are unknown, and its coverage."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, Case, Count, DateField, F, Q, QuerySet, Sum, Value, When
from django.db.models.lookups import IsNull
from django.urls import reverse

from common.append_only.models import Reason
from common.compiled_queries.compiled import compiled
from common.compiled_queries.slots import Slot
from common.formats import number_ja
from common.japanese_calendar import today
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_with_merged
from disaster.figures.definitions import Figure, standing_figures
from disaster.figures.definitions import figure as figure_of
from disaster.figures.scopes import ALL, Scope, disasters_in
from disaster.support_records.models import SupportRecordVersion
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
        return reverse("disaster:figure", args=[self.figure.key]) + query


def day_of(moments: Moments) -> datetime.date:
    """The day that is asked for, else the recorded one, else today."""
    return moments.on or moments.recorded_on or today()


def versions_of(scope: Scope, moments: Moments = NOW, disasters=None) -> QuerySet:
    """What a figure is computed over; `disasters` instead of those that the scope has."""
    if disasters is None:
        disasters = disasters_in(scope, moments.recorded)
    told = moments.narrow(SupportRecordVersion.objects.order_by())
    told = scope.narrow(told).filter(record__disaster__in=disasters)
    return with_days(told, moments.on, day_of(moments))


def versions_ever(scope: Scope, moments: Moments, disasters: list[int]) -> QuerySet:
    """All that was ever said, but for withdrawals: for a history."""
    told = SupportRecordVersion.objects.order_by().exclude(reason=Reason.WITHDRAWAL)
    if moments.on:
        told = told.on(moments.on)
    told = scope.narrow(told).filter(record__disaster__in=disasters)
    return with_days(told, moments.on, day_of(moments))


def with_days(versions: QuerySet, on, day) -> QuerySet:
    """For what counts and adds: each a date, None or a slot."""
    days = {"on_day": on, "day": day}
    return versions.alias(
        **{
            name: each if isinstance(each, Slot) else Value(each, output_field=DateField())
            for name, each in days.items()
        }
    )


def compute(figure: Figure, scope: Scope = ALL, moments: Moments = NOW, disasters=None) -> list[FigureValue]:
    """The value; of goods one for each item and unit."""
    rows = _totals(versions_of(scope, moments, disasters), [figure])
    return _values(rows, [figure], scope.query(moments))


def compute_each(
    figures: list[Figure], scope: Scope, moments: Moments = NOW, disasters=None
) -> list[FigureValue]:
    """Of several figures over the same records, goods for each item and unit; two queries."""
    versions = versions_of(scope, moments, disasters)
    return _each(figures, lambda those: _totals(versions, those), scope.query(moments))


def sources_of(figure: Figure, versions: QuerySet) -> list[str]:
    """What the records that count rest on."""
    told = versions.filter(figure.counts)
    return list(told.values_list("source", flat=True).distinct().order_by("source")[:MAX_SOURCES])


def figures_of(disaster: Disaster, moments: Moments = NOW, disasters=None) -> list[FigureValue]:
    """All figures of a disaster that rest on a record, as pages show them; two queries.

    `disasters` are the keys of all that are told on its page, where somebody knows them already.
    """
    if disasters is None:
        disasters = keys_with_merged(disasters=[disaster.pk], **moments.slots_of_recording)
    return _all_figures(Scope(disaster=disaster.pk), moments, disasters)


def figures_over(scope: Scope, moments: Moments, disasters: list[int]) -> list[FigureValue]:
    """All figures of a ward or a municipality that rest on a record of these disasters; two queries."""
    return _all_figures(scope, moments, disasters)


def compute_all(figures: list[Figure], moments: Moments = NOW) -> list[FigureValue]:
    """Of several figures over all disasters, goods behind the others; two queries, one more with goods."""
    disasters = disasters_in(ALL, moments.recorded)
    return _each(figures, lambda those: _standing_totals(those, ALL, moments, disasters), ALL.query(moments))


def figures_by_disaster(
    disasters: list[int], moments: Moments, wholes: Mapping[int, int]
) -> dict[int, list[FigureValue]]:
    """{primary key: figures that rest on a record, without goods}; one query for any number of them.

    `disasters`: their keys, with those of what was merged into them; `wholes`: as `wholes_at` tells them for
    the same moment.
    """
    figures, found = _without_goods(), {}
    merges = tuple(sorted(wholes.items()))
    for row in _totals_by_disaster(merges, disasters=disasters, day=day_of(moments), **moments.slots):
        query = Scope(disaster=row["whole"]).query(moments)
        values = (_value(figure, number, row, query) for number, figure in enumerate(figures))
        found[row["whole"]] = [each for each in values if not each.is_empty]
    return found


@compiled
def _totals_by_disaster(merges, *, disasters, day, on=None, recorded=None):
    """A row for each disaster; the records of what was merged into another are told with that."""
    told = Moments(on, recorded).narrow(SupportRecordVersion.objects.order_by())
    told = with_days(told.filter(record__disaster__pk__any=disasters), on, day)
    merged = [When(record__disaster=pk, then=Value(whole)) for pk, whole in merges]
    whole = Case(*merged, default=F("record__disaster"), output_field=BigIntegerField())
    return told.values(whole=whole).annotate(**_all_columns(_without_goods()))


def _without_goods() -> list[Figure]:
    return [each for each in standing_figures() if not each.by_item]


def _all_figures(scope: Scope, moments: Moments, disasters: list[int]) -> list[FigureValue]:
    figures = standing_figures()
    found = _each(
        figures, lambda those: _standing_totals(those, scope, moments, disasters), scope.query(moments)
    )
    place = {figure.key: number for number, figure in enumerate(figures)}
    shown = (each for each in found if not each.is_empty)
    return sorted(shown, key=lambda each: place[each.figure.key])


def _standing_totals(figures: list[Figure], scope: Scope, moments: Moments, disasters: list[int]) -> list:
    asked = {f"{name}_code": value for name, value in scope.asked.items() if name != "disaster"}
    if any(each.needs_day for each in figures):
        asked["day"] = day_of(moments)
    keys = tuple(each.key for each in figures)
    return _totals_of_standing(keys, disasters=disasters, **asked, **moments.slots)


@compiled
def _totals_of_standing(
    figures, *, disasters, ward_code="", municipality_code="", day=None, on=None, recorded=None
):
    """Of figures by their last versions: to put a hundred columns together takes longer than to add them."""
    told = Moments(on, recorded).narrow(SupportRecordVersion.objects.order_by())
    told = Scope(ward=ward_code, municipality=municipality_code).narrow(told)
    told = told.filter(record__disaster__pk__any=disasters)
    return _totals(with_days(told, on, day), [figure_of(key) for key in figures])


def _each(figures: list[Figure], rows_of: Callable, query: str) -> list[FigureValue]:
    """Goods behind the others."""
    found = []
    for by_item in (False, True):
        if those := [each for each in figures if each.by_item == by_item]:
            found += _values(rows_of(those), those, query)
    return found


def _totals(versions: QuerySet, figures: list[Figure]) -> QuerySet:
    """The columns of figures, one row; of goods one for each item and unit."""
    columns = _all_columns(figures)
    if figures[0].by_item:
        rows = versions.filter(figures[0].counts).values("item", "unit").order_by("item", "unit")
    else:
        rows = versions.values(whole=Value(True))  # aggregate() would put the rows into a subquery
    return rows.annotate(**columns)


def _values(rows: Iterable[dict], figures: list[Figure], query: str) -> list[FigureValue]:
    return [_value(figure, number, row, query) for row in rows for number, figure in enumerate(figures)]


def _all_columns(figures: list[Figure]) -> dict:
    columns = {}
    for number, figure in enumerate(figures):
        columns |= {f"{name}_{number}": each for name, each in _columns(figure).items()}
    return columns


def _columns(figure: Figure) -> dict:
    known = figure.counts & IsNull(figure.adds, False)
    partial = figure.counts & Q(is_partial=True)
    columns = {
        "total": _total(figure, figure.counts),
        "known": Count("pk", filter=known),
        "counted": Count("pk", filter=figure.counts),
        "coverage": ArrayAgg("coverage", distinct=True, filter=partial, default=Value([])),
    }
    if figure.beside is not None:
        columns["beside"] = Count("pk", filter=figure.beside)
    return columns


def _total(figure: Figure, where: Q):
    if figure.is_distinct:
        return Count(figure.adds, distinct=True, filter=where)
    return Sum(figure.adds, filter=where)


def totals_where(figure: Figure, versions: QuerySet, conditions: list[Q]) -> list:
    """The total over those versions that each condition leaves; one query."""
    columns = {
        f"total_{number}": _total(figure, figure.counts & where) for number, where in enumerate(conditions)
    }
    [row] = versions.values(whole=Value(True)).annotate(**columns)
    return [row[name] for name in columns]


def _value(figure: Figure, number: int, row: dict, query: str) -> FigureValue:
    cell = {name: row.get(f"{name}_{number}") for name in ("total", "known", "counted", "beside", "coverage")}
    return FigureValue(
        figure,
        value=cell["total"] if cell["known"] else None,
        known=cell["known"],
        unknown=cell["counted"] - cell["known"],
        beside=cell["beside"] or 0,
        coverage=tuple(cell["coverage"]),
        item=row.get("item", ""),
        unit=row.get("unit", "") or figure.unit,
        query=query,
    )
