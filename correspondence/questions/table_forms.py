"""The table that answers a question of that kind: a form for each row, one empty row offered."""

import re
from functools import cached_property
from types import SimpleNamespace

from django import forms

from common.fields import LineField
from correspondence.questions.columns import MOST_ROWS, TableColumn, carried_over
from correspondence.questions.fields import field_of_kind
from correspondence.questions.kinds import Kind

LONGEST_CELL = 200
TOO_MANY_ROWS = f"表に入力できるのは{MOST_ROWS}行までです。行を減らしてください（現在%d行）。"
NO_ROW = "表に1行以上入力してください。"
FULL = f"表は{MOST_ROWS}行までです。"
_SHOWN_AT_MOST = MOST_ROWS + 10  # rows of a page that was tampered with


def _cell_field(column: TableColumn, required: bool) -> forms.Field:
    if column.kind == Kind.TEXT:
        field = LineField(max_length=LONGEST_CELL, required=required and column.required)
    else:
        field = field_of_kind(column, required=required and column.required, in_table=True)
    field.label, field.help_text, field.unit, field.is_marked = column.name, "", column.unit, column.required
    return field


class RowForm(forms.Form):
    """One row; nothing is demanded of one that nobody wrote anything into."""

    use_required_attribute = False

    def __init__(self, data=None, *, columns, required, **kwargs):
        super().__init__(data, empty_permitted=True, **kwargs)
        for place, column in enumerate(columns, 1):
            self.fields[f"c{place}"] = _cell_field(column, required)

    @property
    def row(self) -> list | None:
        values = [self.cleaned_data.get(name) for name in self.fields]
        return values if any(value not in ("", None) for value in values) else None


class TableForm:
    """`before` is the value of the question so far; `required` is False while a draft is judged."""

    is_table = True

    def __init__(self, data=None, *, question, number: int, before=None, required=True, more_row=False):
        self.question, self.number = question, number
        self.columns = question.table_columns
        self.requires = required
        self.is_bound = data is not None
        self.errors: list[str] = []
        self.label = f"問{number} {question.label}"
        self.id = f"table_{question.key}"
        rows = self._typed(data) if self.is_bound else self._saved(before)
        most = _SHOWN_AT_MOST if self.is_bound else MOST_ROWS
        self.typed_count = len(rows)
        if not self.is_bound or not rows:
            rows = [*rows, None]
        if more_row and len(rows) < MOST_ROWS:
            rows = [*rows, None]
        self.rows = [self._row_form(data, place, row) for place, row in enumerate(rows[:most], 1)]

    def _typed(self, data) -> list[int]:
        """The numbers of the rows in the posted page, in its order."""
        pattern = re.compile(rf"{re.escape(self.question.key)}-([0-9]{{1,4}})-c[0-9]")
        return sorted({int(found[1]) for found in map(pattern.fullmatch, data) if found})

    def _saved(self, before) -> list[dict]:
        if before is None:
            return []
        rows = carried_over(before.rows, before.question.table_columns, self.columns)
        return [
            {f"c{place}": column.value(cell) for place, (column, cell) in enumerate(pair, 1)}
            for pair in (list(zip(self.columns, row, strict=True)) for row in rows)
        ]

    def _row_form(self, data, place: int, row) -> RowForm:
        """Numbered anew from 1, so that rows can be added behind the last."""
        prefix = f"{self.question.key}-{place}"
        posted = None
        if self.is_bound:
            from_prefix = f"{self.question.key}-{row}"
            names = [f"c{column}" for column in range(1, len(self.columns) + 1)]
            posted = {f"{prefix}-{name}": data.get(f"{from_prefix}-{name}", "") for name in names}
        initial = None if self.is_bound else row
        return RowForm(posted, columns=self.columns, required=self.requires, prefix=prefix, initial=initial)

    def is_valid(self) -> bool:
        valid = all([row.is_valid() for row in self.rows])
        self.errors = []
        if self.typed_count > MOST_ROWS:
            self.errors.append(TOO_MANY_ROWS % self.typed_count)
        if valid and self.requires and self.question.required and not self.value:
            self.errors.append(NO_ROW)
        return valid and not self.errors

    @property
    def value(self) -> list[list]:
        """The rows with something in them, as `BaseAnswerValue.put` takes them."""
        return [row.row for row in self.rows if row.row is not None]

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST_ROWS

    @cached_property
    def first_cell(self) -> str:
        return next(iter(self.rows[0])).id_for_label

    @property
    def problems(self) -> list[SimpleNamespace]:
        """What the summary of errors lists: of the table, then of each cell."""
        found = [self._problem(self.label, self.errors, self.first_cell)] if self.errors else []
        for place, row in enumerate(self.rows, 1):
            for cell in row:
                if cell.errors:
                    label = f"問{self.number} {place}行目 {cell.label}"
                    found.append(self._problem(label, cell.errors, cell.id_for_label))
        return found

    @staticmethod
    def _problem(label, errors, id_for_label) -> SimpleNamespace:
        return SimpleNamespace(label=label, errors=errors, id_for_label=id_for_label, auto_id=id_for_label)
