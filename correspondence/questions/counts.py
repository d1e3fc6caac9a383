"""The answers to typed questions in numbers (集計): counted by the database, whatever their number.

Only answers given as 回答済 count; each version of a question is counted for itself. A median is exact: the
mean of the two middle values where their number is even.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from correspondence.questions.columns import TableColumn
from correspondence.questions.kinds import KINDS, Kind
from correspondence.questions.models import BaseQuestion, value_model_of
from correspondence.questions.tables import Column, columns_of

# the lower and the upper middle value by one sort; the same call twice is computed once
_MIDDLE = "percentile_disc(ARRAY[0.5, 0.500000001]) WITHIN GROUP (ORDER BY {number})"
_MEDIAN = f"(({_MIDDLE})[1] + ({_MIDDLE})[2]) / 2"
_NUMBERS = f"sum({{number}}), avg({{number}}), min({{number}}), max({{number}}), {_MEDIAN}"

_GIVEN = """
FROM {value} value
JOIN {answer} answer ON answer.id = value.answer_id
WHERE answer.{item} = %s AND answer.state = 'answered'
"""

# all but numbers: a row for each option that somebody chose, and one, without an option, for each question;
# few choose differently, so what was chosen is unpacked after it was counted
_FIGURES = (
    """
WITH given AS (
    SELECT value.question_id, value.chosen, count(*) AS answers,
           count(*) FILTER (WHERE value.text <> '') AS texts, count(value.date) AS dates,
           min(value.date) AS first, max(greatest(value.date, value.date_until)) AS last,
           count(*) FILTER (WHERE jsonb_array_length(value.rows) > 0) AS tables,
           sum(jsonb_array_length(value.rows)) AS rows
"""
    + _GIVEN
    + """AND value.number IS NULL GROUP BY value.question_id, value.chosen
)
SELECT question_id, choice, sum(answers)::int, sum(answers) FILTER (WHERE chosen <> '{{}}')::int,
       sum(texts)::int, sum(dates)::int, min(first), max(last), sum(tables)::int, sum(rows)::int
FROM given, unnest(array_append(chosen, NULL)) choice
GROUP BY question_id, choice
"""
)

_NUMBER_FIGURES = (
    f"SELECT value.question_id, count(*), {_NUMBERS.format(number='value.number')}"
    + _GIVEN
    + "AND value.number IS NOT NULL GROUP BY value.question_id"
)

# the cells of tables, of the column `place` from 1; numbers and days are kept as text
_CELLS = """
FROM {value} value
JOIN {answer} answer ON answer.id = value.answer_id
JOIN {question} question ON question.id = value.question_id AND question.kind = 'table',
     jsonb_array_elements(value.rows) entry(cells),
     jsonb_array_elements_text(entry.cells) WITH ORDINALITY cell(text, place),
     LATERAL (SELECT question.columns -> (cell.place - 1)::int ->> 'kind' AS kind) its,
     LATERAL (SELECT CASE WHEN its.kind IN ('number', 'money') THEN cell.text::numeric END AS number,
                     CASE WHEN its.kind = 'date' THEN cell.text::date END AS date) typed
WHERE answer.{item} = %s AND answer.state = 'answered' AND cell.text <> ''
"""

_CELL_FIGURES = (
    "SELECT value.question_id, cell.place, count(DISTINCT value.id), count(*),"
    f"{_NUMBERS.format(number='typed.number')}, min(typed.date), max(typed.date)"
    + _CELLS
    + "GROUP BY value.question_id, cell.place"
)

_CELL_CHOICES = (
    "SELECT value.question_id, cell.place, cell.text, count(*)"
    + _CELLS
    + "AND its.kind IN ('choice', 'yes_no') GROUP BY value.question_id, cell.place, cell.text"
)

_FILES = """
SELECT value.question_id, count(DISTINCT value.id), count(*)
FROM {value} value
JOIN {answer} answer ON answer.id = value.answer_id
JOIN {question} question ON question.id = value.question_id AND question.kind = 'file'
JOIN common_storedfile file ON file.owner_id = value.id AND file.owner_type_id = %s
WHERE answer.{item} = %s AND answer.state = 'answered'
GROUP BY value.question_id
"""


@dataclass
class Share:
    """How many chose one option."""

    option: str
    count: int
    of: int

    @property
    def percent(self) -> float:
        return round(100 * self.count / self.of, 1) if self.of else 0.0


@dataclass
class Figures:
    """One version of a question in numbers; `answered` counts the organisations that filled it in."""

    question: BaseQuestion | TableColumn
    answered: int = 0
    shares: list[Share] = field(default_factory=list)
    total: Decimal | None = None
    mean: Decimal = Decimal()
    median: Decimal | None = None
    least: Any = None
    most: Any = None
    first: date | None = None
    last: date | None = None
    files: int = 0
    rows: int = 0  # of a table, all organisations together
    columns: list["Figures"] = field(default_factory=list)  # of a table
    is_hidden: bool = False  # of so few that it would tell what one of them answered

    @property
    def numbers(self) -> list[tuple[str, Decimal]]:
        """(what it is called, the number), for the page and the sheet; nothing where nobody gave one."""
        if self.total is None:
            return []
        named = ("合計", self.total), ("平均", round(self.mean, 2)), ("中央値", self.median)
        return [*named, ("最小", self.least), ("最大", self.most)]

    @property
    def dates(self) -> list[tuple[str, date]]:
        return [("最も早い日", self.first), ("最も遅い日", self.last)] if self.first and self.last else []


@dataclass
class Counted:
    """A question with its numbers: as it is asked now, then earlier versions that somebody answered."""

    column: Column
    now: Figures
    earlier: list[Figures]


def counted(item, fewest: int = 0) -> list[Counted]:
    """Every question in the order of the table; three queries, one more for files, two more for tables.

    Of a version that fewer than `fewest` organisations filled in, nothing but `is_hidden` is told.
    """
    columns = columns_of(item)
    figures = {q.pk: Figures(q) for column in columns for q in column.versions}
    _put_figures(figures, item)
    _put_numbers(figures, item)
    kinds = {it.question.kind for it in figures.values()}
    if Kind.FILE in kinds:
        _put_files(figures, item)
    if Kind.TABLE in kinds:
        _put_cells(figures, item)
    _hide_few(figures, fewest)
    found = []
    for column in columns:
        now, *earlier = (figures[question.pk] for question in column.versions)
        found.append(Counted(column, now, [each for each in earlier if each.answered or each.is_hidden]))
    return found


def _put_figures(figures, item) -> None:
    chosen = {}
    for key, choice, answers, choices, texts, dates, first, last, tables, rows in _rows(_FIGURES, item):
        if choice is not None:
            chosen[key, choice] = answers
        elif key in figures:
            it = figures[key]
            by_column = {"text": texts, "date": dates, "chosen": choices, "rows": tables}
            it.answered = by_column.get(KINDS[it.question.kind].column) or 0
            it.first, it.last, it.rows = first, last, rows
    for key, it in figures.items():
        it.shares = [Share(o, chosen.get((key, o), 0), it.answered) for o in it.question.choices]


def _put_numbers(figures, item) -> None:
    for key, answered, *numbers in _rows(_NUMBER_FIGURES, item):
        if key in figures:
            it = figures[key]
            it.answered = answered
            it.total, it.mean, it.least, it.most, it.median = numbers


def _put_files(figures, item) -> None:
    owner_type = ContentType.objects.get_for_model(value_model_of(item)).pk
    for key, answered, files in _rows(_FILES, item, owner_type):
        if key in figures:
            figures[key].answered, figures[key].files = answered, files


def _put_cells(figures, item) -> None:
    """Each column as its kind; a share is of the cells that are filled."""
    for it in figures.values():
        if it.question.kind == Kind.TABLE:
            it.columns = [Figures(column) for column in it.question.table_columns]
    for key, place, answered, cells, *numbers, first, last in _rows(_CELL_FIGURES, item):
        if key in figures:
            column = figures[key].columns[place - 1]
            column.answered, column.rows, column.first, column.last = answered, cells, first, last
            column.total, column.mean, column.least, column.most, column.median = numbers
    chosen = {row[:3]: row[3] for row in _rows(_CELL_CHOICES, item)}
    for key, it in figures.items():
        for place, column in enumerate(it.columns, 1):
            options = column.question.choices
            column.shares = [Share(o, chosen.get((key, place, o), 0), column.rows) for o in options]


def _hide_few(figures: dict, fewest: int) -> None:
    """Each question for itself: of 1,000 who answered, one may have filled in an optional one."""
    for key, it in figures.items():
        if 0 < it.answered < fewest:
            figures[key] = Figures(it.question, is_hidden=True)
        else:
            columns = dict(enumerate(it.columns))
            _hide_few(columns, fewest)
            it.columns = list(columns.values())


def _rows(statement: str, item, *parameters):
    """The rows of a statement on the tables of the item's room."""
    answers = item.answers
    tables = {
        "value": value_model_of(item)._meta.db_table,
        "answer": answers.model._meta.db_table,
        "question": item.questions.model._meta.db_table,
        "item": answers.field.column,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**tables), [*parameters, item.pk])
        return cursor.fetchall()
