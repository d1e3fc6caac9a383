"""The stored sums are made anew in the transaction of whoever records, and held against the records."""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import F

from common.append_only.actions import wait_to_record
from common.audit_log.actions import record
from common.compiled_queries.compiled import compiled
from common.japanese_calendar import today
from disaster.disasters.models import Disaster
from disaster.figures.definitions import summed_figures
from disaster.figures.models import SupportSum
from disaster.figures.scopes import FISCAL_YEAR, Records
from disaster.figures.values import bodies_of, columns_of
from disaster.support_records.models import SupportRecord

ATTNAME = {each.name: each.attname for each in SupportSum._meta.fields}
LISTS = ("coverage", "bodies", "sources")


def make_sums_of(records: Iterable[int]) -> None:
    """After a version of these records was written: anew for their disasters."""
    told = SupportRecord.objects.filter(pk__in=list(records)).order_by()
    make_sums(told.values_list("disaster", flat=True).distinct())


def make_sums(disasters: Iterable[int]) -> None:
    """Anew from what stands now; under the lock of recording, so that nobody writes meanwhile."""
    keys = sorted(disasters)
    SupportSum.objects.filter(disaster__in=keys).delete()
    SupportSum.objects.bulk_create(_made(keys))


@transaction.atomic
def make_all_sums() -> None:
    """With every migration: definitions may have changed."""
    wait_to_record()
    make_sums(Disaster.objects.values_list("pk", flat=True))


@transaction.atomic
def mend_sums(disaster: Disaster) -> bool:
    """Whether the stored sums of a disaster were not those of its records; they are afterwards."""
    wait_to_record()
    stored = {_facts(each) for each in SupportSum.objects.filter(disaster=disaster)}
    if stored == {_facts(each) for each in _made([disaster.pk])}:
        return False
    make_sums([disaster.pk])
    record(by=None, verb="disaster.sums_mended", obj=disaster)
    return True


def _facts(row: SupportSum) -> tuple:
    facts = {name: getattr(row, name) for name in ATTNAME.values() if name != "id"}
    return tuple(tuple(value) if name in LISTS else value for name, value in facts.items())


def _made(disasters: list[int]) -> Iterator[SupportSum]:
    figures, records = summed_figures(), Records(disasters=disasters, day=today())
    for grain in dict.fromkeys(each.grain for each in figures):
        those = tuple(each for each in figures if each.grain == grain)
        for row in _sums_by(those, grain, records):
            told_apart = {ATTNAME[name]: row[f"of_{name}"] for name in ("disaster", *grain)}
            cells = (_cell(row, number) for number in range(len(those)))
            for figure, cell in zip(those, cells, strict=True):
                if cell["counted"] or cell["beside"]:
                    yield SupportSum(figure=figure.key, **told_apart, **cell)


def _cell(row: dict, number: int) -> dict:
    cell = {name: row.get(f"{name}_{number}") for name in ("total", "known", "counted", "beside", *LISTS)}
    return cell | {"beside": cell["beside"] or 0} | {name: sorted(cell[name] or []) for name in LISTS}


@compiled
def _sums_by(figures, grain, records):
    """The columns of figures for each disaster and each value of the grain."""
    by = {f"of_{name}": FISCAL_YEAR if name == "year" else F(name) for name in grain}
    columns = {}
    for number, figure in enumerate(figures):
        of = columns_of(figure) | {"sources": ArrayAgg("source", distinct=True, filter=figure.counts)}
        if figure.is_distinct:
            of |= {"bodies": bodies_of(figure, figure.counts)}
        columns |= {f"{name}_{number}": each for name, each in of.items()}
    return records.told().values(of_disaster=F("record__disaster"), **by).annotate(**columns)
