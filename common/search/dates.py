"""Days and months as people type them into a search: 令和7年11月8日, 2025年11月, R7.11.8, 11月8日, 11月.

What happened on a day is kept with marks of its days (`day_marks`), and what is typed is looked for by the
same marks (`marks_named`): 2025-11-08d a day, 2025-11m a month, 2025y a year; -11-08d and -11m of any year.
"""

import calendar
import datetime
import re
import unicodedata

from common.japanese_calendar import ERAS, FIRST_YEAR, LAST_YEAR, wareki, wareki_short

_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter.lower())}
_YEAR = "(?:(?P<era>令和|平成|昭和|大正|明治|[rhstm])(?P<number>元|[0-9]{1,2})|(?P<year>[0-9]{4}))"
_NAMED = re.compile(rf"(?:{_YEAR}年)?(?:(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?)?")
_SHORT = re.compile(rf"{_YEAR}(?P<sign>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}}))?")
_WEEKDAY = re.compile(r"[(（][月火水木金土日](?:・祝)?[)）]")

LEAP_YEAR = 2024  # of a day without a year
Span = tuple[datetime.date, datetime.date]


def without_weekdays(typed: str) -> str:
    """11月8日(土) as it is looked for: the date alone."""
    return _WEEKDAY.sub("", typed)


def spans_named(word: str, years: range) -> list[Span]:
    """The first and last days that the word names; one for each of `years` where it names none.

    Empty for any other word, and for a day that the calendar does not have.
    """
    parts = _parts(word)
    if parts is None:
        return []
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    named = _year(parts)
    spans = [_span(year, month, day) for year in ([named] if named else years)]
    return [span for span in spans if span]


MOST_DAYS, MOST_MONTHS = 100, 60  # of a longer period the first and the last day are marked, and its months


def day_marks(first: datetime.date | None, last: datetime.date | None = None, precision: str = "day") -> str:
    """The marks of all days from the first to the last; "" where no day is known.

    Of what is known to the month or the year, its month or its year alone; none of a fiscal year.
    """
    if first is None or precision not in ("day", "month", "year"):
        return ""
    last = max(first, last or first)
    days = (last - first).days + 1
    each = range(days) if days <= MOST_DAYS else (0, days - 1)
    marks = [f"{first + datetime.timedelta(days=n):%Y-%m-%d}d" for n in each if precision == "day"]
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(min(count, MOST_MONTHS))]
    if precision != "year":
        marks += [f"{year}-{month + 1:02}m" for year, month in months]
    return " ".join([*marks, *dict.fromkeys(f"{year}y" for year, _ in months)])


def marks_named(word: str) -> list[str]:
    """The mark of the day, month or year that a word names; none for any other word."""
    parts = _parts(word)
    if parts is None:
        return []
    year = _year(parts)
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    if not _span(year or LEAP_YEAR, month, day):
        return []
    if not month:
        return [f"{year}y"]
    before = str(year or "")
    return [f"{before}-{month:02}-{day:02}d" if day else f"{before}-{month:02}m"]


def other_spellings_of_day(word: str) -> list[str]:
    """A day of a year as texts write it: 令和7年11月8日, 2025年11月8日, R7.11.8, 2025/11/8, 2025-11-08."""
    parts = _parts(word)
    if parts is None or not parts["day"] or not (year := _year(parts)):
        return []
    if not (span := _span(year, int(parts["month"]), int(parts["day"]))):
        return []
    day, _ = span
    plain = f"{day.year}.{day.month}.{day.day}"
    short = wareki_short(day).partition("(")[0].lower()
    ways = [wareki(day, weekday=False), f"{day.year}年{day.month}月{day.day}日", short, plain]
    ways += [plain.replace(".", "/"), day.isoformat()]
    return [way for way in ways if way != word]


def _parts(word: str) -> dict | None:
    plain = unicodedata.normalize("NFKC", word).lower()
    found = _NAMED.fullmatch(plain) or _SHORT.fullmatch(plain)
    return found.groupdict() if found and any(found.groupdict().values()) else None


def _year(parts: dict) -> int | None:
    if parts["year"]:
        return int(parts["year"])
    if not parts["era"]:
        return None
    number = 1 if parts["number"] == "元" else int(parts["number"])
    return _BY_SIGN[parts["era"]].first.year + number - 1


def _span(year: int, month: int, day: int) -> Span | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, datetime.date(year, last_month, calendar.monthrange(year, last_month)[1])
