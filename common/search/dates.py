"""Days and months as people type them into a search: 令和7年11月8日, 2025年11月, R7.11.8, 11月8日, 11月."""

import calendar
import datetime
import re
import unicodedata

from common.japanese_calendar import ERAS, FIRST_YEAR, LAST_YEAR

_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter.lower())}
_YEAR = "(?:(?P<era>令和|平成|昭和|大正|明治|[rhstm])(?P<number>元|[0-9]{1,2})|(?P<year>[0-9]{4}))"
_NAMED = re.compile(rf"(?:{_YEAR}年)?(?:(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?)?")
_SHORT = re.compile(rf"{_YEAR}(?P<sign>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}}))?")
_WEEKDAY = re.compile(r"[(（][月火水木金土日](?:・祝)?[)）]")

Span = tuple[datetime.date, datetime.date]


def without_weekdays(typed: str) -> str:
    """11月8日(土) as it is looked for: the date alone."""
    return _WEEKDAY.sub("", typed)


def spans_named(word: str, years: range) -> list[Span]:
    """The first and last days that the word names; one for each of `years` where it names none.

    Empty for any other word, and for a day that the calendar does not have.
    """
    plain = unicodedata.normalize("NFKC", word).lower()
    found = _NAMED.fullmatch(plain) or _SHORT.fullmatch(plain)
    if not found or not any(found.groupdict().values()):
        return []
    parts = found.groupdict()
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    named = _year(parts)
    spans = [_span(year, month, day) for year in ([named] if named else years)]
    return [span for span in spans if span]


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
