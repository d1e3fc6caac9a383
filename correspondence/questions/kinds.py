"""What each kind of question (答え方) keeps and how that reads; its form field is in `fields`."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from common.japanese_calendar import wareki

NUMBER_DIGITS, NUMBER_PLACES = 18, 3
MONEY_DIGITS = 15
EXCEL_DIGITS = 15
YEN = "円"
YES_OR_NO = ["はい", "いいえ"]


class Kind(models.TextChoices):
    TEXT = "text", "文章"
    NUMBER = "number", "数"
    MONEY = "money", "金額"
    YES_NO = "yes_no", "はい・いいえ"
    CHOICE = "choice", "一つ選ぶ"
    MULTIPLE = "multiple", "いくつでも選ぶ"
    DATE = "date", "日付"
    PERIOD = "period", "期間"
    FILE = "file", "ファイル"
    TABLE = "table", "表"


class Stored(NamedTuple):
    """The columns of a value without its object: a table of answers has thousands of them."""

    text: str = ""
    number: Decimal | None = None
    date: datetime.date | None = None
    date_until: datetime.date | None = None
    chosen: Sequence[str] = ()
    row_count: int = 0


@dataclass(frozen=True)
class KindSpec:
    """`store` makes the columns of what a form field cleaned, `value` gives it back to the field."""

    column: str  # which column tells whether the question was answered; "" for files
    store: Callable[[Any], dict]
    value: Callable[[Any], Any]  # takes the value's row of the database
    shown: Callable[[str, Stored], str]  # takes the unit too; "" for nothing
    cell: Callable[[Stored], Any]  # of a spreadsheet
    cells: tuple[str, ...] = (
        "",
    )  # what the headings of its cells end in; `cell` gives a tuple where several


def _chosen(stored: Stored) -> str:
    return "、".join(stored.chosen)


def _number(unit: str, stored: Stored) -> str:
    return "" if stored.number is None else f"{number_ja(stored.number)}{unit}"


def _number_cell(stored: Stored):
    """Excel keeps fifteen digits of a number: a longer one stays a text."""
    number = stored.number
    if number is not None and len(number.normalize().as_tuple().digits) > EXCEL_DIGITS:
        return f"{number:f}"
    return number


def number_ja(number: Decimal) -> str:
    """With commas and without idle zeros: Decimal("1200.500") is 1,200.5."""
    text = f"{number:,.{NUMBER_PLACES}f}"
    return text.rstrip("0").rstrip(".")


def _period(unit: str, stored: Stored) -> str:
    if stored.date is None:
        return ""
    end = f"{wareki(stored.date_until)}まで" if stored.date_until else ""
    return f"{wareki(stored.date)}から{end}"


def _store_period(value) -> dict:
    start, end = value or (None, None)
    return {"date": start, "date_until": end}


_NUMBER = KindSpec(
    "number", lambda value: {"number": value}, lambda stored: stored.number, _number, _number_cell
)
_CHOICE = KindSpec(
    "chosen",
    lambda value: {"chosen": [value] if value else []},
    lambda stored: stored.chosen[0] if stored.chosen else "",
    lambda unit, stored: _chosen(stored),
    _chosen,
)


def _kept(cell) -> str:
    """A cell of a table as JSON keeps it."""
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


KINDS: dict[str, KindSpec] = {
    Kind.TEXT: KindSpec(
        "text",
        lambda value: {"text": value or ""},
        lambda stored: stored.text,
        lambda unit, stored: stored.text,
        lambda stored: stored.text,
    ),
    Kind.NUMBER: _NUMBER,
    Kind.MONEY: _NUMBER,
    Kind.YES_NO: _CHOICE,
    Kind.CHOICE: _CHOICE,
    Kind.MULTIPLE: KindSpec(
        "chosen",
        lambda value: {"chosen": list(value or ())},
        lambda stored: stored.chosen,
        lambda unit, stored: _chosen(stored),
        _chosen,
    ),
    Kind.DATE: KindSpec(
        "date",
        lambda value: {"date": value},
        lambda stored: stored.date,
        lambda unit, stored: wareki(stored.date) if stored.date else "",
        lambda stored: stored.date,
    ),
    Kind.PERIOD: KindSpec(
        "date",
        _store_period,
        lambda stored: (stored.date, stored.date_until) if stored.date else None,
        _period,
        lambda stored: (stored.date, stored.date_until),
        ("（開始日）", "（終了日）"),
    ),
    Kind.FILE: KindSpec(
        "", lambda value: {}, lambda stored: None, lambda unit, stored: "", lambda stored: ""
    ),
    Kind.TABLE: KindSpec(
        "rows",
        lambda value: {"rows": [[_kept(cell) for cell in row] for row in value or ()]},
        lambda row: row.rows,
        lambda unit, stored: f"{stored.row_count}行" if stored.row_count else "",
        lambda stored: f"{stored.row_count}行" if stored.row_count else "",
    ),
}


def shown_as(question, stored: Stored) -> str:
    """As people read it: 1,200人, 令和8年4月1日(水), A、B; "" for nothing and for files."""
    return KINDS[question.kind].shown(question.unit, stored)


def cells_of(kind: str, unit: str, stored: Stored, width: int) -> list:
    """A value in the cells of a column that has so many: an earlier version may have been of another kind."""
    spec = KINDS[kind]
    cells = list(spec.cell(stored)) if len(spec.cells) > 1 else [spec.cell(stored)]
    return cells if len(cells) == width else [spec.shown(unit, stored), *[None] * (width - 1)]
