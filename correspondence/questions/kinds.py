"""What each kind of question (答え方) keeps and how that reads; its form field is in `fields`."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models

from common.japanese_calendar import wareki

NUMBER_DIGITS, NUMBER_PLACES = 18, 3
EXCEL_DIGITS = 15


class Kind(models.TextChoices):
    TEXT = "text", "文章"
    NUMBER = "number", "数"
    CHOICE = "choice", "一つ選ぶ"
    MULTIPLE = "multiple", "いくつでも選ぶ"
    DATE = "date", "日付"
    FILE = "file", "ファイル"


class Stored(NamedTuple):
    """The columns of a value without its object: a table of answers has thousands of them."""

    text: str = ""
    number: Decimal | None = None
    date: datetime.date | None = None
    chosen: Sequence[str] = ()


@dataclass(frozen=True)
class KindSpec:
    """`store` makes the columns of what a form field cleaned, `value` gives it back to the field."""

    column: str  # which column tells whether the question was answered; "" for files
    store: Callable[[Any], dict]
    value: Callable[[Stored], Any]
    shown: Callable[[str, Stored], str]  # takes the unit too; "" for nothing
    cell: Callable[[Stored], Any]  # of a spreadsheet


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


KINDS: dict[str, KindSpec] = {
    Kind.TEXT: KindSpec(
        "text",
        lambda value: {"text": value or ""},
        lambda stored: stored.text,
        lambda unit, stored: stored.text,
        lambda stored: stored.text,
    ),
    Kind.NUMBER: KindSpec(
        "number", lambda value: {"number": value}, lambda stored: stored.number, _number, _number_cell
    ),
    Kind.CHOICE: KindSpec(
        "chosen",
        lambda value: {"chosen": [value] if value else []},
        lambda stored: stored.chosen[0] if stored.chosen else "",
        lambda unit, stored: _chosen(stored),
        _chosen,
    ),
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
    Kind.FILE: KindSpec(
        "", lambda value: {}, lambda stored: None, lambda unit, stored: "", lambda stored: ""
    ),
}


def shown_as(question, stored: Stored) -> str:
    """As people read it: 1,200人, 令和8年4月1日(水), A、B; "" for nothing and for files."""
    return KINDS[question.kind].shown(question.unit, stored)
