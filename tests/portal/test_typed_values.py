"""Days and numbers are read as people mean them in every form of the portal."""

import importlib
from pathlib import Path

from django import forms

from common.fields import JapaneseDateField, JapaneseIntegerField
from tests.portal.test_layout import PACKAGES

ROOT = Path(__file__).parents[2]
NOT_COUNTED = {"first", "last", "fiscal_year"}  # numbers of booths, a year
# files and tables of many rows, of any year: it must be typed
WITH_YEAR = {"period_start", "period_end", "as_of", "until"}


def _fields():
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*forms.py"):
            module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            for form in vars(module).values():
                if isinstance(form, type) and issubclass(form, forms.BaseForm):
                    yield from ((form, *pair) for pair in form.base_fields.items())


def test_every_number_of_things_takes_its_unit():
    bare = {
        f"{form.__name__}.{name}"
        for form, name, field in _fields()
        if isinstance(field, JapaneseIntegerField) and not field.units and name not in NOT_COUNTED
    }
    assert bare == set()


def test_every_day_may_be_typed_without_its_year_but_those_of_old_records():
    bare = {
        f"{form.__name__}.{name}"
        for form, name, field in _fields()
        if isinstance(field, JapaneseDateField) and field.year is None and name not in WITH_YEAR
    }
    assert bare == set()
