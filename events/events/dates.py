"""How the date of an event is written large: the year small above, month and day big."""

import datetime
from typing import NamedTuple

from common.japanese_calendar import UNKNOWN, wareki, wareki_short


class DateParts(NamedTuple):
    """令和8年 / 1月9日(金) / 3月3日(火); what is not known is empty, an unknown date says so."""

    year: str
    day: str
    until: str


def date_parts(starts_on, ends_on, precision) -> DateParts:
    if starts_on is None:
        return DateParts("", UNKNOWN, "")
    year, day = _split(wareki(starts_on, precision))
    if ends_on is None or ends_on == starts_on:
        return DateParts(year, day, "")
    last_year, last_day = _split(wareki(ends_on))
    return DateParts(year, day, last_day if last_year == year else f"{last_year}{last_day}")


def period_in_words(starts_on, ends_on, precision, note: str = "") -> str:
    """令和8年1月9日(金)から3月3日(火)まで; what is not known is said. `note` stands behind the first day."""
    if starts_on is None:
        return UNKNOWN
    first, until = wareki(starts_on, precision) + note, date_parts(starts_on, ends_on, precision).until
    return f"{first}から{until}まで" if until else first


def _split(text: str) -> tuple[str, str]:
    """令和8年 and 3月12日(木); where only the year is known it is the large part."""
    year, mark, day = text.partition("年")
    return (year + mark, day) if day and day != "度" else ("", text)


def clock(time: datetime.time) -> str:
    """9:00"""
    return f"{time.hour}:{time.minute:02}"


def clock_span(begins: datetime.time | None, ends: datetime.time | None) -> str:
    """13:00-16:00, 13:00から; "" where no time is known."""
    if begins is None:
        return ""
    return f"{clock(begins)}-{clock(ends)}" if ends else f"{clock(begins)}から"


DAYS_NAMED = 14  # of a longer period only the first and the last day are named, and each month


def spelled_days(first: datetime.date, last: datetime.date, precision: str) -> list[str]:
    """The days as people type them into a search: 令和7年11月8日, 2025年11月8日, R7.11.8, 2025/11/8.

    Of a longer period each month too; of what is known to the month, the month alone.
    """
    if precision != "day":
        return _month(first) if precision == "month" else [wareki(first, precision)]
    count = (last - first).days + 1
    each = range(count) if count <= DAYS_NAMED else (0, count - 1)
    days = [first + datetime.timedelta(days=n) for n in each]
    months = [way for month in _each_month(first, last) for way in _month(month)]
    return [way for day in days for way in _day(day)] + months


def _each_month(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = [first.month - 1 + n for n in range(min(count, 60))]
    return [datetime.date(first.year + number // 12, number % 12 + 1, 1) for number in numbers]


def _day(day: datetime.date) -> list[str]:
    short = wareki_short(day).partition("(")[0]
    plain = f"{day.year}.{day.month}.{day.day}"
    return [
        wareki(day, weekday=False),
        f"{day.year}年{day.month}月{day.day}日",
        *(short, plain, plain.replace(".", "/"), day.isoformat()),
    ]


def _month(day: datetime.date) -> list[str]:
    return [wareki(day, "month"), f"{day.year}年{day.month}月", f"{day.year}/{day.month}", f"{day:%Y-%m}"]
