"""The stored sums are made anew in the transaction of whoever records, and held against the records."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import floatformat
from django.utils import timezone

from common.append_only.actions import wait_to_record
from common.audit_log.actions import record
from common.compiled_queries.compiled import compiled
from common.japanese_calendar import today
from disaster.disasters.models import Disaster
from disaster.figures.definitions import Figure, summed_figures
from disaster.figures.models import SumDifference, SupportSum
from disaster.figures.scopes import FISCAL_YEAR, Records
from disaster.figures.values import parts_of
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
    """Whether the stored sums of a disaster were not those of its records; they are afterwards.

    What differed waits on the secretariat's desk: a page may have shown it.
    """
    wait_to_record()
    stored, made = list(SupportSum.objects.filter(disaster=disaster)), list(_made([disaster.pk]))
    if {_facts(each) for each in stored} == {_facts(each) for each in made}:
        return False
    make_sums([disaster.pk])
    lines = _differences(stored, made)
    SumDifference.objects.create(disaster=disaster, found_at=timezone.now(), lines=lines)
    record(by=None, verb="disaster.sums_mended", obj=disaster, words="。".join(lines))
    return True


@transaction.atomic
def confirm_sum_difference(*, difference: SumDifference, by) -> None:
    """Somebody saw it; the second press changes nothing."""
    row = SumDifference.objects.select_for_update(of=("self",)).get(pk=difference.pk)
    if row.seen_at is None:
        row.seen_at, row.seen_by = timezone.now(), by
        row.save(update_fields=["seen_at", "seen_by"])
        record(by=by, verb="disaster.sum_difference_confirmed", obj=row.disaster)


def _differences(stored: list[SupportSum], made: list[SupportSum]) -> list[str]:
    """A sentence for each number of which the sums were not the same."""
    said = []
    for each in summed_figures():
        were, are = ([row for row in rows if row.figure == each.key] for rows in (stored, made))
        if {_facts(row) for row in were} == {_facts(row) for row in are}:
            continue
        was, now = (_said(each, rows) for rows in (were, are))
        same = f"計は同じ{now}で、件数、内訳、範囲、出典のいずれか"
        said.append(f"{each.label}：{same}" if was == now else f"{each.label}：{was}（正しくは{now}）")
    return said


def _said(each: Figure, rows: list[SupportSum]) -> str:
    if each.is_distinct:
        return f"{len({body for row in rows for body in row.bodies}):,}{each.unit}"
    known = [row.total for row in rows if row.total is not None]
    return f"{floatformat(sum(known), '-2g')}{each.unit}" if known else "確認中"


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
        columns |= {f"{name}_{number}": each for name, each in parts_of(figure).items()}
    return records.told().values(of_disaster=F("record__disaster"), **by).annotate(**columns)
