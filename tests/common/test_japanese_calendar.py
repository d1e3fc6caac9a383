import datetime
import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from common import japanese_calendar

D = datetime.date


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (D(2025, 11, 8), "令和7年11月8日(土)"),
        (D(2019, 5, 1), "令和元年5月1日(水)"),
        (D(2019, 4, 30), "平成31年4月30日(火)"),
        (D(1989, 1, 8), "平成元年1月8日(日)"),
        (D(1989, 1, 7), "昭和64年1月7日(土)"),
        (D(1926, 12, 25), "昭和元年12月25日(土)"),
        (D(1926, 12, 24), "大正15年12月24日(金)"),
        (D(1912, 7, 30), "大正元年7月30日(火)"),
        (D(1912, 7, 29), "明治45年7月29日(月)"),
        (D(1873, 1, 1), "明治6年1月1日(水)"),
        (D(1872, 12, 31), "1872年12月31日(火)"),
        (None, "日付不詳"),
    ],
)
def test_wareki_at_the_borders_of_eras(date, shown):
    assert japanese_calendar.wareki(date) == shown


@pytest.mark.parametrize(
    ("date", "precision", "shown"),
    [
        (D(2019, 5, 1), "month", "令和元年5月"),
        (D(2019, 4, 1), "month", "平成31年4月"),
        (D(1989, 1, 1), "month", "平成元年1月"),
        (D(2019, 1, 1), "year", "令和元年"),
        (D(1989, 1, 1), "year", "平成元年"),
        (D(1926, 1, 1), "year", "大正15年"),
        (D(2019, 4, 1), "fiscal_year", "令和元年度"),
        (D(2026, 3, 31), "fiscal_year", "令和7年度"),
        (D(1988, 4, 1), "fiscal_year", "昭和63年度"),
        (D(2025, 11, 8), "unknown", "日付不詳"),
        (D(2025, 11, 8), "", "令和7年11月8日(土)"),
    ],
)
def test_wareki_shows_no_more_than_is_known(date, precision, shown):
    assert japanese_calendar.wareki(date, precision) == shown


def test_wareki_refuses_a_precision_it_does_not_know():
    with pytest.raises(ValueError, match="decade"):
        japanese_calendar.wareki(D(2025, 1, 1), "decade")


def test_wareki_of_a_moment_is_the_day_in_tokyo():
    moment = datetime.datetime(2019, 4, 30, 15, 0, tzinfo=datetime.UTC)
    assert japanese_calendar.wareki(moment) == "令和元年5月1日(水)"


def test_wareki_short():
    assert japanese_calendar.wareki_short(D(2025, 11, 8)) == "R7.11.8(土)"
    assert japanese_calendar.wareki_short(D(1989, 1, 7)) == "S64.1.7(土)"
    assert japanese_calendar.wareki_short(D(1868, 11, 1)) == "1868.11.1(日)"


@pytest.mark.parametrize(
    "typed",
    [
        "令和7年11月8日", "令和7年11月8日(土)", "令和7年11月8日(土曜日)",
        "R7.11.8", "r7/11/8", "Ｒ７．１１．８", "令7.11.8",
        "2025年11月8日", "2025/11/8", "2025-11-08", "２０２５／１１／８", "20251108",
        "２０２５１１０８", " 2025 年 11 月 8 日 ",
        "2025.11.8", "㋿7年11月8日", "2025－11－08", "2025−11−8", "令和07年11月08日",
    ],
)  # fmt: skip
def test_parse_date_reads_what_people_type(typed):
    assert japanese_calendar.parse_date(typed) == D(2025, 11, 8)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("令和元年5月1日", D(2019, 5, 1)),
        ("平成31年4月30日", D(2019, 4, 30)),
        ("H元.1.8", D(1989, 1, 8)),
        ("昭和64年1月7日", D(1989, 1, 7)),
        ("明治45年7月30日", D(1912, 7, 30)),
        ("大正元年7月30日", D(1912, 7, 30)),
        ("大正15年12月25日", D(1926, 12, 25)),
        ("令和6年2月29日", D(2024, 2, 29)),
    ],
)
def test_parse_date_knows_the_borders_of_eras(typed, date):
    assert japanese_calendar.parse_date(typed) == date


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "読み取れません"),
        ("あした", "読み取れません"),
        ("11/8", "年から入力してください"),
        ("25/11/8", "西暦4桁"),
        ("元年5月1日", "西暦4桁"),
        ("令和7年2月29日", "2025年2月29日という日付はありません"),
        ("2025/13/1", "という日付はありません"),
        ("2025/0/1", "という日付はありません"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("平成元年1月7日", "昭和64年1月7日"),
        ("明治5年12月2日", "1873年"),
        ("令和0年1月1日", "1873年"),
        ("9999/1/1", "2199年"),
        ("令和9999年1月1日", "2199年"),
        ("令和8年4月1日(木)", "令和8年4月1日は水曜日です。日付か曜日を直してください。"),
        ("２０２６／４／１（木曜日）", "令和8年4月1日は水曜日です"),
        ("R8.4.1㈭", "令和8年4月1日は水曜日です"),
    ],
)
def test_parse_date_says_what_is_wrong(typed, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        japanese_calendar.parse_date(typed)


@given(st.dates(D(1873, 1, 1), D(2199, 12, 31)))
def test_what_is_shown_can_be_typed(date):
    assert japanese_calendar.parse_date(japanese_calendar.wareki(date)) == date
    assert japanese_calendar.parse_date(japanese_calendar.wareki(date, weekday=False)) == date
    assert japanese_calendar.parse_date(japanese_calendar.wareki_short(date)) == date
    assert japanese_calendar.parse_date(date.isoformat()) == date
    assert japanese_calendar.parse_date(f"{date:%Y%m%d}") == date


@given(st.text(max_size=40))
def test_parse_date_never_raises_anything_else(typed):
    try:
        found, sentence = japanese_calendar.parse_date(typed), "。"
    except ValueError as error:
        found, sentence = D(2000, 1, 1), str(error)
    assert isinstance(found, D)
    assert sentence.endswith("。")


def test_fiscal_year_begins_in_april():
    assert japanese_calendar.fiscal_year(D(2026, 3, 31)) == 2025
    assert japanese_calendar.fiscal_year(D(2026, 4, 1)) == 2026
    assert japanese_calendar.fiscal_year_name(2025) == "令和7年度 (2025)"
    assert japanese_calendar.fiscal_year_name(2019) == "令和元年度 (2019)"


@pytest.mark.parametrize(
    ("date", "working"),
    [
        (D(2026, 11, 20), True),
        (D(2026, 11, 21), False),  # Saturday
        (D(2026, 11, 22), False),  # Sunday
        (D(2026, 11, 23), False),  # 勤労感謝の日
        (D(2026, 12, 28), True),
        (D(2026, 12, 29), False),
        (D(2027, 1, 3), False),
        (D(2027, 1, 4), True),
        (D(2026, 5, 6), False),  # 振替休日
    ],
)
def test_working_days(date, working):
    assert japanese_calendar.is_working_day(date) is working


def test_add_working_days():
    assert japanese_calendar.add_working_days(D(2026, 11, 20), 1) == D(2026, 11, 24)
    assert japanese_calendar.add_working_days(D(2026, 12, 28), 1) == D(2027, 1, 4)
    assert japanese_calendar.add_working_days(D(2026, 11, 24), -1) == D(2026, 11, 20)
    assert japanese_calendar.add_working_days(D(2026, 11, 21), 0) == D(2026, 11, 24)
    assert japanese_calendar.add_working_days(D(2026, 11, 20), 0) == D(2026, 11, 20)


@given(st.dates(D(2020, 1, 1), D(2027, 12, 31)), st.integers(1, 60))
def test_working_days_between_counts_what_was_added(date, n):
    later = japanese_calendar.add_working_days(date, n)
    assert japanese_calendar.is_working_day(later)
    assert japanese_calendar.working_days_between(date, later) == n
    assert japanese_calendar.working_days_between(later, date) == -n


def test_today_is_the_day_in_tokyo():
    with time_machine.travel(datetime.datetime(2026, 3, 31, 15, 30, tzinfo=datetime.UTC)):
        assert japanese_calendar.today() == D(2026, 4, 1)
