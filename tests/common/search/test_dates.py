"""What happened on a day is found by every way to write the day, and shown without any of them."""

import datetime

import pytest

from common.search.dates import MOST_DAYS, day_marks, marks_named, other_spellings_of_day
from common.search.queries import search_texts

D = datetime.date


@pytest.mark.parametrize(
    "typed",
    [
        *("令和7年11月8日", "令和７年１１月８日", "2025年11月8日", "R7.11.8", "r7/11/8", "2025/11/8"),
        *("2025-11-08", "2025-11-8", "令和7年11月8日(土)", "11月8日", "11月8日（土）"),
        *("令和7年11月", "2025年11月", "R7.11", "2025/11", "11月"),
    ],
)
@pytest.mark.django_db
def test_a_day_is_found_however_it_is_written(put, typed):
    put("物産展", hidden_words=day_marks(D(2025, 11, 7), D(2025, 11, 9)))
    put("ほかの日", hidden_words=day_marks(D(2025, 1, 18)))
    put("ほかの月の11日", hidden_words=day_marks(D(2025, 10, 11), D(2025, 10, 12)))
    (row,) = search_texts(typed, audiences=["public"]).rows
    assert (row.title, row.snippet) == ("物産展", "")


@pytest.mark.parametrize("typed", ["令和7年11月8日", "R7.11.8", "2025-11-08", "2025年11月8日"])
@pytest.mark.django_db
def test_a_day_in_a_text_is_found_by_its_other_ways_to_write_it(put, typed):
    for way in ("令和7年11月8日(土)から", "R7.11.8に", "2025/11/8開催", "2025年11月8日に開催"):
        put(way)
    put("令和7年11月18日")
    assert search_texts(typed, audiences=["public"]).count == 4


@pytest.mark.parametrize(
    ("first", "last", "precision", "marks"),
    [
        (D(2025, 11, 8), None, "day", "2025-11-08d 2025-11m 2025y"),
        (D(2024, 2, 29), D(2024, 3, 1), "day", "2024-02-29d 2024-03-01d 2024-02m 2024-03m 2024y"),
        (D(2025, 12, 31), D(2026, 1, 1), "day", "2025-12-31d 2026-01-01d 2025-12m 2026-01m 2025y 2026y"),
        (D(2016, 4, 1), None, "month", "2016-04m 2016y"),
        (D(2016, 1, 1), None, "year", "2016y"),
        (D(2016, 4, 1), None, "fiscal_year", ""),
        (D(2016, 4, 1), None, "unknown", ""),
        (D(2025, 11, 8), D(2025, 11, 1), "day", "2025-11-08d 2025-11m 2025y"),  # ends before it begins
        (None, None, "day", ""),
    ],
)
def test_marks_say_what_is_known(first, last, precision, marks):
    assert day_marks(first, last, precision) == marks


def test_a_long_period_has_its_ends_and_its_months():
    marks = day_marks(D(2025, 4, 1), D(2025, 4, 1) + datetime.timedelta(days=MOST_DAYS)).split()
    assert [mark for mark in marks if mark.endswith("d")] == ["2025-04-01d", "2025-07-10d"]
    assert "2025-05m" in marks
    assert len(day_marks(D.min, D.max)) < 1500


@pytest.mark.parametrize(
    "word", ["令和7年2月29日", "13月", "11月31日", "令和", "7", "防災", "", "9999/13", "R0"]
)
def test_no_day_is_read_into_other_words(word):
    assert marks_named(word) == []
    assert other_spellings_of_day(word) == []


def test_29_february_of_any_year_is_a_day():
    assert marks_named("2月29日") == ["-02-29d"]
    assert marks_named("令和6年2月29日") == ["2024-02-29d"]
