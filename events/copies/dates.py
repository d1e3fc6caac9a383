"""The days of an event and of the next time: a day keeps its weekday, and holidays are pointed out."""

import datetime
import re

from common.japanese_calendar import WEEKDAYS, fiscal_year, is_holiday, today, wareki, year_name
from events.events.models import Event

WEEK = 7
MOST_DAYS_LOOKED_AT = 400


def suggested_first_day(event: Event) -> datetime.date:
    """The same weekday nearest to its anniversary, the next one that is not over."""
    first, year = event.starts_on, event.starts_on.year + 1
    while (day := _nearest(first, year)) < today():
        year += 1
    return day


def _nearest(first: datetime.date, year: int) -> datetime.date:
    month, number = (2, 28) if (first.month, first.day) == (2, 29) else (first.month, first.day)
    anniversary = datetime.date(year, month, number)
    return anniversary + datetime.timedelta(days=(first.weekday() - anniversary.weekday() + 3) % WEEK - 3)


def same_ordinal(first: datetime.date, year: int) -> datetime.date | None:
    """The second Saturday of that November; None where a month has no fifth one."""
    begin = first.replace(year=year, day=1)
    day = begin + datetime.timedelta(
        days=(first.weekday() - begin.weekday()) % WEEK + (first.day - 1) // WEEK * WEEK
    )
    return day if day.month == first.month else None


def ordinal_weekday(day: datetime.date) -> str:
    """11月の第2土曜日"""
    return f"{day.month}月の第{(day.day - 1) // WEEK + 1}{WEEKDAYS[day.weekday()]}曜日"


class Move:
    """From the first day of an event to that of the next time."""

    def __init__(self, event: Event, first: datetime.date):
        self.event, self.first = event, first
        self.days = (first - event.starts_on).days
        self.weeks = round(self.days / WEEK) * WEEK

    @property
    def last(self) -> datetime.date | None:
        return self.within(self.event.ends_on)

    def within(self, day: datetime.date | None) -> datetime.date | None:
        """A day of the period: as many days behind the first one."""
        return day + datetime.timedelta(days=self.days) if day else None

    def by_weekday(self, day: datetime.date | None) -> datetime.date | None:
        """A day outside of it, or a closed day: the same weekday, as many weeks later."""
        return day + datetime.timedelta(days=self.weeks) if day else None

    def contains(self, day: datetime.date) -> bool:
        return self.first <= day <= (self.last or self.first)

    def title(self, title: str) -> str:
        """The year in a title moves too: 令和7年度, 2025."""
        old, new = self.event.starts_on, self.first
        years = {old.year: new.year}
        terms = {fiscal_year(old): fiscal_year(new)}
        ways = {f"{year_name(a)}度": f"{year_name(b)}度" for a, b in terms.items()}
        ways |= {f"{a}年度": f"{b}年度" for a, b in terms.items()}
        ways |= {year_name(a): year_name(b) for a, b in years.items()} | {
            f"{a}": f"{b}" for a, b in years.items()
        }
        spelled = "|".join(f"{re.escape(way)}(?![0-9度])" for way in sorted(ways, key=len, reverse=True))
        return re.sub(f"(?<![0-9])(?:{spelled})", lambda found: ways[found[0]], title)

    def remark(self, old: datetime.date, new: datetime.date) -> str:
        """What is different about the day; "" where nothing is."""
        if is_holiday(new) and not is_holiday(old):
            return "今回は祝日か年末年始です。"
        if is_holiday(old) and not is_holiday(new):
            return "前回は祝日か年末年始でしたが、今回は違います。"
        return "曜日が前回と違います。" if old.weekday() != new.weekday() else ""

    def holidays(self) -> list[str]:
        """The holidays on which it would be held, for whoever plans its hours."""
        count = min(((self.last or self.first) - self.first).days + 1, MOST_DAYS_LOOKED_AT)
        days = (self.first + datetime.timedelta(days=n) for n in range(count))
        return [wareki(day) for day in days if is_holiday(day)]
