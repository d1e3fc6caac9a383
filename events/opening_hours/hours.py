"""When an event is open, by its rules and by the days that differ; prefetch both for a list of events."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from common.japanese_calendar import WEEKDAYS, is_holiday
from events.events.dates import clock
from events.events.models import Event
from events.opening_hours.models import OpeningRule

LONGEST = 400  # days of a period that are looked through one by one
HOLIDAY = OpeningRule.Day.HOLIDAY


class Hours(NamedTuple):
    opens: datetime.time
    closes: datetime.time

    def __str__(self):
        return f"{clock(self.opens)}-{clock(self.closes)}"


def has_hours(event: Event) -> bool:
    """Whether anybody said when it is open; nothing is known of the hours of any other event."""
    return event.is_on_known_day and bool(event.opening_rules.all())


def last_day(event: Event) -> datetime.date:
    """Of an event on known days."""
    return event.ends_on or event.starts_on


def hours_on(event: Event, day: datetime.date) -> Hours | None:
    """The hours of that day; None where it is closed, outside its period, or without rules."""
    if not has_hours(event) or not event.starts_on <= day <= last_day(event):
        return None
    for special in event.special_days.all():
        if special.day == day:
            return None if special.is_closed else Hours(special.opens, special.closes)
    return _by_rule(event).get(HOLIDAY if is_holiday(day) else day.weekday())


def _by_rule(event: Event) -> dict[int, Hours]:
    return {rule.day: Hours(rule.opens, rule.closes) for rule in event.opening_rules.all()}


def next_open_day(event: Event, after: datetime.date) -> datetime.date | None:
    """The first open day behind that one."""
    return next((day for day in _days(event) if day > after and hours_on(event, day)), None)


def closed_days(event: Event) -> list[datetime.date]:
    """The days of its period on which it is closed (休場日)."""
    return [day for day in _days(event) if hours_on(event, day) is None]


def _days(event: Event) -> Iterator[datetime.date]:
    if has_hours(event):
        count = (last_day(event) - event.starts_on).days + 1
        yield from (event.starts_on + datetime.timedelta(days=n) for n in range(min(count, LONGEST)))


# --- in words --------------------------------------------------------------------------------------------

_GROUPS = {(5, 6, HOLIDAY): "土日祝", (5, 6): "土日"}


def in_words(event: Event) -> str:
    """平日 10:00-17:00、土日祝 休み"""
    rules = _by_rule(event)
    by_hours: dict[Hours | None, list[int]] = {}
    for day in range(8):
        by_hours.setdefault(rules.get(day), []).append(day)
    closed = by_hours.pop(None, [])
    said = [f"{_named(days)} {hours}" for hours, days in by_hours.items()]
    return "、".join([*said, *([f"{_named(closed)} 休み"] if closed else [])])


def _named(days: list[int]) -> str:
    if len(days) == 8:
        return "毎日"
    weekdays, rest = [day for day in days if day < 5], tuple(day for day in days if day >= 5)
    if len(weekdays) == 5:
        return "・".join(["平日", *_rest(rest)])
    letters = "・".join(WEEKDAYS[day] for day in days if day < HOLIDAY)
    if not weekdays:
        return "・".join(_rest(rest))
    return f"{letters}曜日" + ("・祝日" if HOLIDAY in days else "")


def _rest(days: tuple[int, ...]) -> list[str]:
    if days in _GROUPS:
        return [_GROUPS[days]]
    return ["祝日" if day == HOLIDAY else f"{WEEKDAYS[day]}曜日" for day in days]


def by_month(days: Iterable[datetime.date]) -> list[tuple[str, str]]:
    """[("1月", "10日(土)、11日(日)、12日(月・祝)")]"""
    return [
        (f"{month}月", "、".join(f"{day.day}日({_weekday(day)})" for day in found))
        for (_, month), found in groupby(days, lambda day: (day.year, day.month))
    ]


def _weekday(day: datetime.date) -> str:
    return WEEKDAYS[day.weekday()] + ("・祝" if is_holiday(day) and not _is_new_year(day) else "")


def _is_new_year(day: datetime.date) -> bool:
    return (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
