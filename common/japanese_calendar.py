"""The Japanese calendar: 和暦, 年度 (from 1 April) and 開庁日."""

import datetime
import enum
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import jpholiday
from django.utils import timezone

WEEKDAYS = "月火水木金土日"
UNKNOWN = "日付不詳"
FIRST_YEAR, LAST_YEAR = 1873, 2199  # 1873: from then on Japan counts days by the Gregorian calendar


class Era(NamedTuple):
    first: datetime.date
    name: str
    letter: str


ERAS = (
    Era(datetime.date(2019, 5, 1), "令和", "R"),
    Era(datetime.date(1989, 1, 8), "平成", "H"),
    Era(datetime.date(1926, 12, 25), "昭和", "S"),
    Era(datetime.date(1912, 7, 30), "大正", "T"),
    Era(datetime.date(1868, 10, 23), "明治", "M"),
)
_ERA_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter)}


def today() -> datetime.date:
    """The date in Tokyo now."""
    return timezone.localdate()


def as_date(value: datetime.date | datetime.datetime) -> datetime.date:
    """The day in Tokyo of a date or a moment."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


# --- showing ---------------------------------------------------------------------------------------------


def wareki(date: datetime.date | None, precision: str = "day", weekday: bool = True) -> str:
    """令和7年11月8日(土); `precision` is day, month, year, fiscal_year or unknown; None is 日付不詳."""
    if date is None:
        return UNKNOWN
    return _wareki(as_date(date), precision or "day", weekday)


@lru_cache(maxsize=8192)
def _wareki(date: datetime.date, precision: str, weekday: bool) -> str:
    match precision:
        case "day":
            shown = f"{_year(date)}{date.month}月{date.day}日"
            return f"{shown}({WEEKDAYS[date.weekday()]})" if weekday else shown
        case "month":  # a month in which the era changed carries the one of its larger part
            return f"{_year(date.replace(day=15))}{date.month}月"
        case "year":
            return year_name(date.year)
        case "fiscal_year":
            return f"{year_name(fiscal_year(date))}度"
        case "unknown":
            return UNKNOWN
    raise ValueError(f"unknown precision {precision!r}")


def wareki_short(value: datetime.date | datetime.datetime | None) -> str:
    """R7.11.8(土), for narrow tables; of a moment its day in Tokyo."""
    return _wareki_short(as_date(value)) if value else UNKNOWN


@lru_cache(maxsize=4096)
def _wareki_short(date: datetime.date) -> str:
    era = era_of(date)
    year = f"{era.letter}{date.year - era.first.year + 1}" if era else str(date.year)
    return f"{year}.{date.month}.{date.day}({WEEKDAYS[date.weekday()]})"


def wareki_time(value: datetime.date | datetime.datetime | None) -> str:
    """令和7年11月8日(土) 14:05, in Tokyo time."""
    if not isinstance(value, datetime.datetime):
        return wareki(value or None)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{wareki(local.date())} {local.hour}:{local.minute:02}"


def era_of(date: datetime.date) -> Era | None:
    """The era of a day; None before 1873, when days were counted by another calendar."""
    if date.year < FIRST_YEAR:
        return None
    return next(era for era in ERAS if date >= era.first)


def _year(date: datetime.date) -> str:
    era = era_of(date)
    if era is None:
        return f"{date.year}年"
    number = date.year - era.first.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def year_name(year: int) -> str:
    """令和7年; a year in which the era changed is named by its 1 December (2019 is 令和元年)."""
    return _year(datetime.date(year, 12, 1))


# --- fiscal years ----------------------------------------------------------------------------------------


def fiscal_year(date: datetime.date) -> int:
    """The year in which the fiscal year of a day began: 2026-03-31 belongs to 2025."""
    date = as_date(date)
    return date.year if date.month >= 4 else date.year - 1


def fiscal_year_name(value: int | datetime.date | datetime.datetime | None) -> str:
    """令和7年度 (2025), from a year or a date."""
    if value is None or value == "":
        return "年度不詳"
    return _fiscal_year_name(value if isinstance(value, int) else fiscal_year(value))


@lru_cache(maxsize=512)
def _fiscal_year_name(year: int) -> str:
    return f"{year_name(year)}度 ({year})"


# --- reading ---------------------------------------------------------------------------------------------

_EXAMPLE = "「令和7年11月8日」「2025年11月8日」「2025/11/8」のように入力してください。"
_DATE = re.compile(
    r"(?P<era>令和?|平成?|昭和?|大正?|明治?|[RHSTM])?(?P<year>元|\d{1,4})"
    r"(?:年|[./-])(?P<month>\d{1,2})(?:月|[./-])(?P<day>\d{1,2})日?(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?",
    re.ASCII,
)
_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_DAY = re.compile(
    r"([0-9]{1,2})[月/]([0-9]{1,2})日?(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?",
    re.ASCII,
)
_UNCLEAR = datetime.timedelta(days=60)  # two days about half a year away on either side
_BLANKS = re.compile(r"\s+")
_DASHES = str.maketrans("‐‑‒–—―−ー", "--------")


_TIME = re.compile(
    r"(?P<half>午前|午後|AM|PM)?(?P<hour>[0-9]{1,2})(?::|時)?(?:(?P<minute>[0-9]{2})分?|(?P<thirty>半))?",
    re.ASCII,
)


def parse_time(text: str) -> datetime.time:
    """Read 10:00, 10時30分, 10時半, 午後1時, 1330, half or full width.

    Raises ValueError with a Japanese sentence that says what to type.
    """
    found = _TIME.fullmatch(_BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper())
    hour = int(found["hour"]) if found else 24
    minute = 30 if found and found["thirty"] else int((found and found["minute"]) or 0)
    if found and found["half"]:
        hour = hour % 12 + (12 if found["half"] in ("午後", "PM") else 0) if hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise ValueError("時刻として読み取れません。「10:00」「午後1時30分」のように入力してください。")
    return datetime.time(hour, minute)


class YearOf(enum.StrEnum):
    """Which year a day belongs to that is typed without one (12/25), by what its form asks."""

    NEXT = "next"  # of what is to come: the next such day, today too
    LAST = "last"  # of what has been: the last such day, today too
    NEAREST = "nearest"  # of either: the nearer one, refused where both are about as near


def parse_date(
    text: str, year_of: YearOf | None = None, counted_from: datetime.date | None = None
) -> datetime.date:
    """Read 令和7年11月8日, R7.11.8, 2025/11/8, 2025-11-08, 20251108, half or full width.

    Where `year_of` says which year is meant, 12/25 and 12月25日 too, counted from a day, today if None.
    Raises ValueError with a Japanese sentence that says what to type.
    """
    compact = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES).upper()
    if found := _DAY.fullmatch(compact):
        return _rightly_named(_of_year(int(found[1]), int(found[2]), year_of, counted_from), found["weekday"])
    found = _DIGITS.fullmatch(compact) or _DATE.fullmatch(compact)
    if not found:
        raise ValueError(f"日付として読み取れません。{_EXAMPLE}")
    parts = found.groupdict()
    era = _ERA_BY_SIGN.get(parts.get("era") or "")
    year = 1 if parts["year"] == "元" else int(parts["year"])
    if era is None and (parts["year"] == "元" or len(parts["year"]) != 4):
        raise ValueError(f"年は西暦4桁か、元号を付けて入力してください。{_EXAMPLE}")
    date = _checked(era, year, int(parts["month"]), int(parts["day"]))
    return _rightly_named(date, parts.get("weekday"))


def _rightly_named(date: datetime.date, weekday: str | None) -> datetime.date:
    right = WEEKDAYS[date.weekday()]
    if weekday not in (None, right):
        raise ValueError(f"{wareki(date, weekday=False)}は{right}曜日です。日付か曜日を直してください。")
    return date


def _of_year(
    month: int, day: int, year_of: YearOf | None, counted_from: datetime.date | None
) -> datetime.date:
    """The day in the year that is meant, among the last, this and the next one."""
    start = counted_from or today()
    if year_of is None:
        raise ValueError(f"年から入力してください。{_EXAMPLE}")
    days = [date for year in (-1, 0, 1) if (date := _day_of(start.year + year, month, day))]
    before, behind = [date for date in days if date <= start], [date for date in days if date >= start]
    meant = {YearOf.NEXT: behind[:1], YearOf.LAST: before[-1:]}.get(year_of, [*before[-1:], *behind[:1]])
    if not meant:
        raise ValueError(f"{month}月{day}日という日付はありません。月と日を確かめてください。")
    near, *far = sorted(set(meant), key=lambda date: abs(date - start))
    if far and abs(far[0] - start) - abs(near - start) < _UNCLEAR:
        raise ValueError(f"{month}月{day}日がどの年の日か分かりません。年から入力してください。{_EXAMPLE}")
    return near


def _day_of(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _checked(era: Era | None, year: int, month: int, day: int) -> datetime.date:
    full = year if era is None else era.first.year + year - 1
    if year < 1 or not FIRST_YEAR <= full <= LAST_YEAR:
        raise ValueError(f"{FIRST_YEAR}年（明治6年）から{LAST_YEAR}年までの日付を入力してください。")
    try:
        date = datetime.date(full, month, day)
    except ValueError:
        raise ValueError(
            f"{full}年{month}月{day}日という日付はありません。月と日を確かめてください。"
        ) from None
    if era is not None and not _in_era(date, era):
        right = wareki(date, weekday=False)
        raise ValueError(f"その元号にこの日はありません。「{right}」であれば、そのように入力してください。")
    return date


def _in_era(date: datetime.date, era: Era) -> bool:
    later = [other.first for other in ERAS if other.first > era.first]
    last = min(later) if later else datetime.date.max
    # 1912-07-30 and 1926-12-25 carry both names; 平成 and 令和 began with a whole day
    both = last.year < 1989
    return era.first <= date and (date < last or (both and date == last))


# --- working days ----------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def is_holiday(date: datetime.date) -> bool:
    """祝日, and 29 December to 3 January (年末年始)."""
    new_year = (date.month == 12 and date.day >= 29) or (date.month == 1 and date.day <= 3)
    return new_year or jpholiday.is_holiday(date)


@lru_cache(maxsize=8192)
def is_working_day(date: datetime.date) -> bool:
    """開庁日: not Saturday, Sunday, 祝日, nor 29 December to 3 January."""
    return date.weekday() < 5 and not is_holiday(date)


def add_working_days(date: datetime.date, n: int) -> datetime.date:
    """The n-th working day after `date` (before it where n is negative); 0: `date` or the next one."""
    step = datetime.timedelta(days=-1 if n < 0 else 1)
    if n == 0:
        while not is_working_day(date):
            date += step
    for _ in range(abs(n)):
        date += step
        while not is_working_day(date):
            date += step
    return date


@lru_cache(maxsize=1024)  # a list of late answers asks for the same days again and again
def first_working_day_of_week(day: datetime.date) -> datetime.date:
    """Of the week from Monday in which the day lies; in a week of holidays a day of a later one."""
    return add_working_days(day - datetime.timedelta(days=day.weekday()), 0)


def working_days_between(a: datetime.date, b: datetime.date) -> int:
    """How many working days come after `a` up to and including `b`; negative where `b` is earlier."""
    if b < a:
        return -working_days_between(b, a)
    return sum(is_working_day(a + datetime.timedelta(days=i)) for i in range(1, (b - a).days + 1))
