import datetime

import pytest

from common.japanese_calendar import is_working_day
from events.opening_hours import hours
from events.opening_hours.hours import closed_days, has_hours, hours_on, in_words, next_open_day


def day(text):
    return datetime.date.fromisoformat(text)


def time(text):
    return datetime.time.fromisoformat(text)


WEEKDAYS, ALL = range(5), range(8)


@pytest.fixture
def exhibition(make_event):
    """全国連携展示 in the hall of 東京区政会館: open on working days."""

    def make(days=WEEKDAYS, opens="10:00", closes="17:00", **fields):
        fields = {"starts_on": day("2026-01-09"), "ends_on": day("2026-03-03")} | fields
        event = make_event(**fields)
        for number in days:
            event.opening_rules.create(day=number, opens=time(opens), closes=time(closes))
        return event

    return make


def test_a_hall_open_on_weekdays_is_closed_on_saturdays_sundays_and_holidays(exhibition):
    event = exhibition()
    assert str(hours_on(event, day("2026-01-09"))) == "10:00-17:00"
    closed = closed_days(event)
    assert closed[:4] == [day("2026-01-10"), day("2026-01-11"), day("2026-01-12"), day("2026-01-17")]
    assert closed[-1] == day("2026-03-01")
    assert day("2026-02-11") in closed  # 建国記念の日, a Wednesday
    assert day("2026-02-23") in closed  # 天皇誕生日, a Monday
    assert all(is_working_day(each) != (each in closed) for each in hours._days(event))
    assert len(closed) == 54 - sum(map(is_working_day, hours._days(event)))


@pytest.mark.parametrize("outside", ["2026-01-08", "2026-03-04"])
def test_nothing_is_open_outside_the_period(exhibition, outside):
    assert hours_on(exhibition(ALL), day(outside)) is None


def test_a_special_day_goes_before_every_rule(exhibition):
    event = exhibition()
    event.special_days.create(day=day("2026-01-10"), opens=time("13:00"), closes=time("15:00"))
    event.special_days.create(day=day("2026-01-20"), note="館内点検")
    assert str(hours_on(event, day("2026-01-10"))) == "13:00-15:00"
    assert hours_on(event, day("2026-01-20")) is None
    assert day("2026-01-20") in closed_days(event)


def test_the_days_around_new_year_go_by_the_rule_of_holidays(exhibition):
    period = {"starts_on": day("2026-12-28"), "ends_on": day("2027-01-04")}
    assert closed_days(exhibition(**period)) == [
        day(text)
        for text in ("2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03")
    ]
    assert closed_days(exhibition(ALL, **period)) == []
    assert closed_days(exhibition(range(7), **period))[0] == day("2026-12-29")


def test_a_holiday_follows_its_own_rule_and_not_that_of_its_weekday(exhibition):
    event = exhibition([0, 7])
    event.opening_rules.filter(day=7).update(opens=time("11:00"), closes=time("15:00"))
    assert str(hours_on(event, day("2026-01-12"))) == "11:00-15:00"  # 成人の日
    assert str(hours_on(event, day("2026-01-19"))) == "10:00-17:00"


def test_the_next_open_day_skips_what_is_closed(exhibition):
    event = exhibition()
    assert next_open_day(event, day("2026-01-09")) == day("2026-01-13")
    assert next_open_day(event, day("2026-03-03")) is None


def test_of_an_event_without_rules_nothing_is_said(exhibition, make_event):
    month = make_event(starts_on=day("2026-01-01"), date_precision="month")
    month.opening_rules.create(day=0, opens=time("10:00"), closes=time("17:00"))
    for event in (exhibition([]), month):
        assert not has_hours(event)
        assert hours_on(event, day("2026-01-13")) is None
        assert closed_days(event) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(5), "平日 10:00-17:00、土日祝 休み"),
        (range(8), "毎日 10:00-17:00"),
        (range(7), "平日・土日 10:00-17:00、祝日 休み"),
        ([0, 1, 2, 3, 4, 5], "平日・土曜日 10:00-17:00、日曜日・祝日 休み"),
        ([5, 6], "土日 10:00-17:00、平日・祝日 休み"),
        ([1, 2, 3, 4, 5, 6, 7], "火・水・木・金・土・日曜日・祝日 10:00-17:00、月曜日 休み"),
    ],
)
def test_rules_in_words(exhibition, days, words):
    assert in_words(exhibition(days)) == words


def test_different_hours_are_said_one_after_the_other(exhibition):
    event = exhibition()
    event.opening_rules.create(day=5, opens=time("10:00"), closes=time("15:30"))
    assert in_words(event) == "平日 10:00-17:00、土曜日 10:00-15:30、日曜日・祝日 休み"


def test_closed_days_are_listed_by_month():
    days = [day("2025-12-30"), day("2026-01-01"), day("2026-01-12"), day("2026-02-01")]
    assert hours.by_month(days) == [
        ("12月", "30日(火)"),
        ("1月", "1日(木・祝)、12日(月・祝)"),
        ("2月", "1日(日)"),
    ]
