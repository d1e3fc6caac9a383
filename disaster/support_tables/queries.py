"""Officers who were sent, by ward, job and disaster and by fiscal year; added by the rule of 延べ派遣者数."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db.models import Count, F, Q, Sum
from django.db.models.lookups import IsNull

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import fiscal_year_name
from disaster.disasters.models import Disaster
from disaster.figures import sums
from disaster.figures.definitions import Figure
from disaster.figures.scopes import ALL, FISCAL_YEAR, Records
from disaster.support_records.moments import Moments


@dataclass(frozen=True)
class Cell:
    """People of some records; None where no number is known, `unknown` more records have none."""

    sent: int | None
    unknown: int


def by_ward(figure: Figure, moments: Moments, wholes: Mapping[int, int]) -> list[dict]:
    """One row for each ward, job and disaster with a page, in the order of the codes of the wards."""
    found: dict[tuple, list[dict]] = {}
    if sums.answers(figure, ALL, moments):
        rows = sums.given_by_ward(figure_keys=[figure.key])
    else:
        rows = _by_ward(figure, Records.of(ALL, moments))
    for row in rows:
        disaster = row.pop("disaster")
        key = (row["sender"], row["sender_government__code"], row["job"], wholes.get(disaster, disaster))
        found.setdefault(key, []).append(row)
    pages = Disaster.objects.in_bulk({disaster for *_, disaster in found})
    return [
        rows[0] | asdict(total(rows)) | {"disaster": pages[disaster]}
        for (*_, disaster), rows in found.items()
    ]


@compiled
def _by_ward(figure, records):
    columns = ("sender", "sender_government__code", "job")
    rows = records.told().filter(figure.counts).values(*columns, disaster=F("record__disaster"))
    return rows.annotate(**_sums(figure)).order_by("sender_government__code", "sender", "disaster", "job")


def by_year(figure: Figure, moments: Moments) -> list[tuple[str, Cell]]:
    """For each fiscal year in which a dispatch began, newest first; unknown ones at the end."""
    years: dict[int, list[dict]] = {}
    if sums.answers(figure, ALL, moments):
        rows = sums.given_by_year(figure_keys=[figure.key])
    else:
        rows = _by_year(figure, Records.of(ALL, moments))
    for row in rows:
        years.setdefault(row["year"], []).append(row)
    return [
        (fiscal_year_name(year) if year else "年度が分からない記録", total(years[year]))
        for year in sorted(years, reverse=True)
    ]


@compiled
def _by_year(figure, records):
    rows = records.told().filter(figure.counts).values(year=FISCAL_YEAR)
    return rows.annotate(**_sums(figure))


def total(rows: Iterable[dict]) -> Cell:
    rows = list(rows)
    known = [row["sent"] for row in rows if row["sent"] is not None]
    return Cell(sum(known) if known else None, sum(row["unknown"] for row in rows))


def _sums(figure: Figure) -> dict:
    return {"sent": Sum(figure.adds), "unknown": Count("pk", filter=Q(IsNull(figure.adds, True)))}
