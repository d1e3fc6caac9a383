"""How the date of an event is written large: the year small above, month and day big."""

import datetime
from typing import NamedTuple

from common.japanese_calendar import UNKNOWN, wareki


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
