"""What the sheets share: columns, the way from lines to a plan, the writing of a plan."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from common.audit_log.actions import record_many
from common.spreadsheets.reading import Table
from members.member_sheets.columns import Column
from members.member_sheets.plan import CHANGED, NEW, Line, Plan, read_lines, refuse_duplicate_lines

BATCH = 500


class Sheet:
    """A table of the register of members (会員台帳) as a sheet."""

    key: str  # in addresses
    title: str  # of the worksheet
    columns: tuple[Column, ...]
    about: str
    is_imported = False

    @classmethod
    def titles(cls) -> list[str]:
        return [column.title for column in cls.columns]

    @classmethod
    def rows(cls, queryset: models.QuerySet | None = None) -> Iterable[list[Any]]:
        """The cells of every row, read a chunk at a time."""
        queryset = cls.all() if queryset is None else cls.joined(queryset)
        for row in queryset.iterator(chunk_size=BATCH):
            yield [column.cell(row) for column in cls.columns]

    @classmethod
    def joined(cls, queryset: models.QuerySet) -> models.QuerySet:
        """With what the columns ask for."""
        raise NotImplementedError

    @classmethod
    def all(cls) -> models.QuerySet:
        """What "the present content" means."""
        raise NotImplementedError


class ImportedSheet(Sheet):
    """A sheet that is taken in too; one instance plans once."""

    noun: str
    model: type[models.Model]
    speaking: tuple[str, ...]  # columns that say what a line is about, where it cannot be found
    keys: tuple[str, ...]  # titles: one of them must be there to tell the rows apart
    is_imported = True
    # passes the lines on; where somebody waits, it notes how far it is
    follow: Callable[[list], Iterable] = staticmethod(iter)

    def plan(self, table: Table, *, by) -> Plan:
        asked = [self.column_of(title) for title in table.header]
        lines = read_lines(asked, table.rows)
        self.load(lines)
        for line in self.follow(lines):
            line.name = " ".join(line.cells[name] for name in self.speaking if name in line.cells)[:80]
            self.find(line)
            if line.obj is not None:
                self.compare(line)
                self.check(line, by)
        refuse_duplicate_lines(lines, self.noun)
        return Plan(lines)

    @classmethod
    def column_of(cls, title: str) -> Column | None:
        """The column that a title of a header stands for; None for what is not taken in."""
        return next((column for column in cls.columns if column.title == title), None)

    def load(self, lines: list[Line]) -> None:
        """Fetch what the lines may be about, with as many queries for one line as for 5,000."""
        raise NotImplementedError

    def find(self, line: Line) -> None:
        """Set `obj`, `keys` and `name` of a line, or refuse it."""
        raise NotImplementedError

    def compare(self, line: Line) -> None:
        for column in self.columns:
            if line.repeats_current_value(column):
                line.wrong = [pair for pair in line.wrong if pair[0] != column.title]
            elif column.writes and column.name in line.values:
                line.put(column, line.values[column.name])
            elif line.is_new and column.needed and column.name not in line.cells:
                line.refuse(column.title, f"新しい{self.noun}には、{column.title}を入力してください。")

    def check(self, line: Line, by) -> None:
        """Refuse what this one line may not change."""

    @classmethod
    def lock(cls, pks: list[int]) -> None:
        """Hold the rows that a plan is about, always in the same order."""
        list(
            cls.model._base_manager.select_for_update()
            .filter(pk__in=pks)
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def write(self, plan: Plan, *, by, number: int) -> None:
        """Write a plan without errors, and a line of each row in the audit log; `number` names the import."""
        new, changed = plan.of(NEW), plan.of(CHANGED)
        for line in (*new, *changed):
            for name, value in line.after.items():
                setattr(line.obj, name, value)
        self.store(new, changed, by)
        noun = f"{self.model._meta.app_label}.{self.model._meta.model_name}"
        for verb, lines in ((f"{noun}_added", new), (f"{noun}_changed", changed)):
            facts = (
                (
                    line.obj,
                    {"changes": {title: [old, now] for title, old, now in line.changes}, "sheet": number},
                )
                for line in lines
            )
            record_many(by=by, verb=verb, rows=facts)

    def store(self, new: list[Line], changed: list[Line], by) -> None:
        self.model._base_manager.bulk_create([line.obj for line in new], batch_size=BATCH)
        names = sorted({name for line in changed for name in line.after})
        if names:
            self.model._base_manager.bulk_update([line.obj for line in changed], names, batch_size=BATCH)
