"""A month of events as a table of weeks (月間カレンダー)."""

import calendar
import datetime
from dataclasses import dataclass, field

from common.japanese_calendar import WEEKDAYS, is_holiday, today, wareki
from common.publication.models import DatePrecision
from events.events.models import Event
from events.opening_hours.hours import has_hours, hours_on, last_day

MONDAY_FIRST = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True)
class Entry:
    """An event on a day; `continues` behind the first day on which the month shows it."""

    event: Event
    continues: bool

    @property
    def until(self) -> str:
        """3月3日(火), of an event of several days."""
        last = last_day(self.event)
        return wareki(last).partition("年")[2] if last != self.event.starts_on else ""


@dataclass
class Day:
    date: datetime.date
    is_outside: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.date.weekday()]

    @property
    def is_today(self) -> bool:
        return self.date == today()

    @property
    def is_off(self) -> bool:
        """Saturday, Sunday or holiday."""
        return self.date.weekday() >= 5 or is_holiday(self.date)


@dataclass(frozen=True)
class Month:
    """Its weeks from Monday to Sunday, and the events of which no day is known."""

    first: datetime.date
    weeks: list[list[Day]]
    undated: list[Event]

    @property
    def is_empty(self) -> bool:
        return not self.undated and not any(day.entries for week in self.weeks for day in week)

    @property
    def name(self) -> str:
        """2026-01, as in its address."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> str:
        return f"{self.first - datetime.timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + datetime.timedelta(days=31):%Y-%m}"


def last_of(first: datetime.date) -> datetime.date:
    """The last day of the month that begins on that day."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(first: datetime.date, found: list[Event]) -> Month:
    """The month that begins on that day, with its events."""
    weeks = [
        [Day(date, date.month != first.month) for date in week]
        for week in MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    ]
    for event in (event for event in found if event.is_on_known_day):
        _enter(event, [day for week in weeks for day in week if not day.is_outside])
    undated = [
        event
        for event in found
        if event.date_precision == DatePrecision.MONTH and event.kind != Event.Kind.MILESTONE
    ]
    return Month(first, weeks, undated)


def _enter(event: Event, days: list[Day]) -> None:
    """On each day of the event, but for those on which it is closed."""
    is_shown = False
    for day in days:
        is_on = event.starts_on <= day.date <= last_day(event)
        if is_on and (not has_hours(event) or hours_on(event, day.date)):
            day.entries.append(Entry(event, is_shown))
            is_shown = True
