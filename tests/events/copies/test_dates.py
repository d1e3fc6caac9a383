import datetime

import pytest
import time_machine

from events.copies.dates import Move, ordinal_weekday, same_ordinal, suggested_first_day
from events.events.models import Event


def day(text):
    return datetime.date.fromisoformat(text)


def event(first, last=None, title=""):
    return Event(starts_on=day(first), ends_on=day(last) if last else None, title=title)


@pytest.mark.parametrize(
    ("first", "now", "suggested"),
    [
        ("2025-11-08", "2025-11-30", "2026-11-07"),  # Saturday to Saturday
        ("2025-11-08", "2026-11-30", "2027-11-06"),  # the one of this year is over
        ("2024-02-29", "2024-03-31", "2025-02-27"),  # Thursday
        ("2020-02-29", "2023-12-01", "2024-03-02"),  # Saturday
        ("2022-01-01", "2022-01-10", "2022-12-31"),
    ],
)
def test_the_same_weekday_nearest_to_the_anniversary_is_suggested(first, now, suggested):
    with time_machine.travel(f"{now}T12:00:00+09:00"):
        found = suggested_first_day(event(first))
    assert found == day(suggested)
    assert found.weekday() == day(first).weekday()


def test_days_of_the_period_keep_their_distance_and_others_their_weekday():
    whole_weeks = Move(event("2025-11-08", "2025-11-09"), day("2026-11-14"))
    assert (whole_weeks.last, whole_weeks.by_weekday(day("2025-10-03"))) == (
        day("2026-11-15"),
        day("2026-10-09"),
    )
    other = Move(event("2025-11-08", "2025-11-09"), day("2026-11-13"))  # a Friday
    assert (other.last, other.within(day("2025-11-09"))) == (day("2026-11-14"), day("2026-11-14"))
    assert other.by_weekday(day("2025-10-03")).weekday() == day("2025-10-03").weekday()


def test_holidays_and_other_weekdays_are_pointed_out():
    move = Move(event("2026-01-09", "2026-03-03"), day("2027-01-08"))
    assert move.remark(day("2026-01-12"), day("2027-01-11")) == ""  # 成人の日 both times
    assert "今回は違います" in move.remark(day("2026-02-11"), day("2027-02-10"))
    assert "今回は祝日" in move.remark(day("2025-11-08"), day("2026-11-03"))
    assert "曜日" in move.remark(day("2025-11-08"), day("2026-11-08"))
    assert move.holidays() == ["令和9年1月11日(月)", "令和9年2月11日(木)", "令和9年2月23日(火)"]


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("令和7年度魅力発信イベント", "令和8年度魅力発信イベント"),
        ("魅力発信イベント2026", "魅力発信イベント2027"),
        ("令和8年 新春展示", "令和9年 新春展示"),
        ("2025年度の展示（20260の自治体）", "2026年度の展示（20260の自治体）"),
        ("第3回全国連携展示", "第3回全国連携展示"),
    ],
)
def test_the_year_in_a_title_moves(title, moved):
    """An event of January 2026 is one of 令和7年度."""
    assert Move(event("2026-01-09"), day("2027-01-08")).title(title) == moved


@pytest.mark.parametrize(
    ("first", "year", "again"),
    [
        ("2025-11-08", 2026, "2026-11-14"),
        ("2025-11-01", 2026, "2026-11-07"),
        ("2024-02-29", 2025, None),  # the fifth Thursday of February
        ("2025-11-29", 2026, None),  # the fifth Saturday
        ("2025-10-31", 2026, "2026-10-30"),
    ],
)
def test_the_second_saturday_comes_again_and_a_fifth_may_not(first, year, again):
    assert same_ordinal(day(first), year) == (day(again) if again else None)


def test_the_weekday_is_named_in_its_month():
    assert ordinal_weekday(day("2025-11-08")) == "11月の第2土曜日"
