"""What a sheet would change: one plan for each of its lines, made without writing anything."""

import datetime
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from common.japanese_calendar import wareki
from common.spreadsheets.reading import Row
from common.text import normalise
from members.member_sheets.columns import Column

WRONG, NEW, CHANGED, SAME = "wrong", "new", "changed", "same"
STATE_LABELS = {WRONG: "エラー", NEW: "新規", CHANGED: "変更", SAME: "変更なし"}


@dataclass
class Line:
    """One line of a sheet on its way: what was typed, the row it is about, what is wrong with it."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)  # by column name, as typed
    values: dict[str, Any] = field(default_factory=dict)  # by column name; only cells that say something
    obj: Any = None  # the row it is about; a new one has no pk yet
    name: str = ""
    keys: list[Any] = field(default_factory=list)  # what no other line may be about, or hold afterwards
    after: dict[str, Any] = field(default_factory=dict)  # the attributes that differ
    changes: list[list[str]] = field(default_factory=list)  # [title, before, after] as words
    wrong: list[list[str]] = field(default_factory=list)  # [title, sentence]

    def refuse(self, title: str, sentence: str) -> None:
        self.wrong.append([title, sentence])

    def put(self, column: Column, value: Any) -> None:
        """Note that the column's attribute becomes `value`, where it is another one now."""
        before = "" if self.is_new else column.value_of(self.obj)
        if value != before:
            self.after[column.name] = value
            self.changes.append(
                [column.title, _value_in_words(column, before), _value_in_words(column, value)]
            )

    def repeats_current_value(self, column: Column) -> bool:
        """Whether the cell is what the site wrote there itself; what is registered needs no second check."""
        if self.is_new or column.name not in self.cells:
            return False
        return self.cells[column.name] == normalise(str(column.cell(self.obj)))

    @property
    def is_new(self) -> bool:
        return self.obj is not None and self.obj.pk is None

    @property
    def state(self) -> str:
        if self.wrong:
            return WRONG
        if self.is_new:
            return NEW
        return CHANGED if self.after else SAME

    def as_json(self) -> dict:
        return {
            "number": self.number,
            "state": self.state,
            "name": self.name,
            "pk": self.obj.pk if self.obj is not None else None,
            "changes": self.changes,
            "wrong": self.wrong,
        }


def _value_in_words(column: Column, value: Any) -> str:
    shown = column.word(value) if value not in ("", None) else ""
    return wareki(shown, weekday=False) if isinstance(shown, datetime.date) else str(shown)


@dataclass
class Plan:
    """All lines of a sheet, in their order."""

    lines: list[Line]

    def report(self) -> list[dict]:
        """What the person sees and agrees to; equal reports mean equal writing."""
        return [line.as_json() for line in self.lines]

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(STATE_LABELS, 0)
        for line in self.lines:
            found[line.state] += 1
        return found

    def of(self, state: str) -> list[Line]:
        return [line for line in self.lines if line.state == state]


def read_lines(columns: list[Column | None], rows: list[Row]) -> list[Line]:
    """The values of the lines; None is for a column that the sheet does not know."""
    read = cache(_read_cell)  # most cells say what others said: a host, a place, an hour
    return [_read_line(columns, row, read) for row in rows]


def _read_cell(column: Column, cell: str) -> tuple[Any, list[str]]:
    """Its value, and what is wrong with it."""
    try:
        return column.read(cell), []
    except ValidationError as error:
        return None, error.messages


def _read_line(columns: list[Column | None], row: Row, read) -> Line:
    line = Line(row.number)
    for column, cell in zip(columns, row.cells, strict=True):
        if column is None or not cell:
            continue
        line.cells[column.name] = cell
        value, sentences = read(column, cell)
        if not sentences:
            line.values[column.name] = value
        for sentence in sentences:
            line.refuse(column.title, sentence)
    return line


def refuse_duplicate_lines(lines: list[Line], noun: str) -> None:
    """Two lines about the same row contradict each other, or will some day."""
    first: dict[Any, Line] = {}
    for line in lines:
        earlier = next((first[key] for key in line.keys if key in first), None)
        if earlier is not None:
            line.refuse("", f"{earlier.number}行目と同じ{noun}です。1行にまとめてください。")
        for key in line.keys:
            first.setdefault(key, line)
