"""Columns of a sheet: what a cell holds, how it is read, how it is shown."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.fields import JapaneseIntegerField, LineField, PostalCodeField, TelephoneField

EMPTY = "(空欄)"  # typed to make a cell empty; an empty cell leaves what is registered


def unchanged(value: Any) -> Any:
    return "" if value is None else value


@dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    name: str  # the attribute it writes, or by which the sheet's own code reads it
    title: str
    field: forms.Field | None = None  # how a cell is read; None in a sheet that is only written out
    hint: str = ""
    example: str = ""
    value: Callable[[Any], Any] | None = None  # what a row has, as `field` would give it; else its attribute
    word: Callable[[Any], Any] = unchanged  # a value as its cell shows it
    needed: bool = False  # of a row that is new
    clearable: bool = False
    writes: bool = True  # False: names what the row is about

    def value_of(self, row: Any) -> Any:
        return self.value(row) if self.value else getattr(row, self.name)

    def cell(self, row: Any) -> Any:
        """What this column holds for a row of the database."""
        return self.word(self.value_of(row))

    def read(self, cell: str) -> Any:
        """The value of a filled cell; raises ValidationError with sentences."""
        if unicodedata.normalize("NFKC", cell).strip() == EMPTY:
            if not self.clearable:
                raise ValidationError(
                    "空欄にはできません。値を入力するか、変更しないときは何も書かないでください。"
                )
            return self.field.empty_value
        return self.field.clean(cell)


class LabelField(LineField):
    """One of a few Japanese words; gives its key."""

    def __init__(self, choices, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.keys = {str(label): key for key, label in choices}

    def clean(self, value):
        word = unicodedata.normalize("NFKC", super().clean(value))
        if word not in self.keys:
            raise ValidationError(
                f"「{'」「'.join(self.keys)}」のどれかを入力してください。", code="invalid_choice"
            )
        return self.keys[word]


class NumberField(JapaneseIntegerField):
    """The number that the site gave a row (部署番号、担当者番号)."""

    def __init__(self):
        super().__init__(
            required=False,
            min_value=1,
            max_value=9_000_000_000_000_000,
            error_messages={
                "invalid": "番号は数字で入力してください。新しい行は、番号を空欄にしてください。",
                "min_value": "番号は1以上の数字です。新しい行は、番号を空欄にしてください。",
                "max_value": "番号が大きすぎます。書き出した表の番号を確かめてください。",
            },
        )


class SheetTelephoneField(TelephoneField):
    """A telephone number that Excel may have taken for a number: 312345678 is 0312345678."""

    def shape(self, value):
        plain = unicodedata.normalize("NFKC", value).strip()
        return super().shape(f"0{plain}" if re.fullmatch("[1-9][0-9]{8,9}", plain) else value)


class SheetPostalCodeField(PostalCodeField):
    """A postal code that Excel may have taken for a number: 408666 is 040-8666."""

    def shape(self, value):
        plain = unicodedata.normalize("NFKC", value).strip()
        return super().shape(plain.zfill(7) if re.fullmatch("[1-9][0-9]{4,5}", plain) else value)


class SheetURLField(forms.URLField):
    """A web address; the scheme may be missing."""

    def __init__(self, **kwargs):
        message = "https:// から始まるアドレスを入力してください。"
        super().__init__(
            required=False,
            assume_scheme="https",
            error_messages={"invalid": message, "max_length": "300文字以内で入力してください。"},
            **kwargs,
        )
