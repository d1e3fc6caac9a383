"""Numbers as people in offices type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from common.fields import JapaneseDecimalField


@pytest.fixture
def number():
    return JapaneseDecimalField(max_digits=18, decimal_places=3, required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1200", "1200"),
        ("１，２００．５", "1200.5"),
        ("1,234,567.25", "1234567.25"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("▲３", "-3"),
        ("△3", "-3"),
        ("-0", "0"),
        (" 12 ", "12"),
        ("000000000000000000000012", "12"),
        ("1.500000", "1.5"),
        ("999999999999999.999", "999999999999999.999"),
    ],
)
def test_what_is_read(number, typed, read):
    assert number.clean(typed) == Decimal(read)
    assert not str(number.clean(typed)).startswith("-0")


@pytest.mark.parametrize(
    "typed",
    [
        "1" + "0" * 30,
        "1.2345",
        "1e5",
        "NaN",
        "Infinity",
        "1,23",
        "12,3456",
        "--1",
        ".",
        "1.",
        "九",
        "1\x002",
        "9" * 9999,
    ],
)
def test_what_is_refused(number, typed):
    with pytest.raises(ValidationError):
        number.clean(typed)


def test_nothing_is_nothing(number):
    assert number.clean("") is None


@pytest.mark.parametrize(
    ("value", "shown"), [("1200.500", "1200.5"), ("1200", "1200"), ("0.000", "0"), ("100", "100")]
)
def test_shown_again_without_idle_zeros(number, value, shown):
    assert number.prepare_value(Decimal(value)) == shown
    assert number.prepare_value(None) is None
