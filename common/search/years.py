"""The same year in other words: 令和7年 = R7 = 2025年, 令和7年度 = 2025年度, 令和元年 = 平成31年."""

import re

from common.japanese_calendar import ERAS, today

_FIRST, _AHEAD = 1868, 100
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter.lower())}
# normalised words: lower case, half width. A letter or digit before it makes another word of it.
_IN_ERA = "(?P<era>令和|平成|昭和|大正|明治|[rhstm])(?P<year>元|[0-9]{1,2})"
_NAMED = re.compile(rf"(?<![a-z0-9]){_IN_ERA}(?P<unit>年度|年)")
_COUNTED = re.compile(r"(?<![0-9])(?P<year>[0-9]{4})(?P<unit>年度|年)")
_BARE = re.compile(rf"{_IN_ERA}|(?P<count>[0-9]{{4}})")

_BEFORE_KANJI = re.compile(rf"{_IN_ERA}(?=[一-鿿])(?!年)")  # R6能登半島地震

SHORT = re.compile(r"[rhstm][0-9]{1,2}\.")
NOT_AFTER_SHORT = "e"  # ver1. is no year


def other_year_names(word: str) -> list[str]:
    """Other ways to write a normalised word that names one year; none for any other word."""
    if whole := _BARE.fullmatch(word):
        year = int(whole["count"]) if whole["count"] else _counted(whole["era"], whole["year"])
        return _others(word, _names(year, "年")) if year else []
    word = (
        _BEFORE_KANJI.sub(lambda named: f"{named[0]}年", word, count=1) if _BEFORE_KANJI.match(word) else word
    )
    found = [*_NAMED.finditer(word), *_COUNTED.finditer(word)]
    if len(found) != 1:
        return []
    match = found[0]
    named = match.groupdict()
    year = _counted(named["era"], named["year"]) if "era" in named else int(named["year"])
    before, after = word[: match.start()], word[match.end() :]
    ways = [f"{before}{name}{after}" for name in _names(year or 0, named["unit"])]
    if named["unit"] == "年" and not after:  # R7.11.8; see SHORT
        ways += [f"{before}{letter}." for letter in _letters(year or 0)]
    return _others(word, ways)


def _others(word: str, ways: list[str]) -> list[str]:
    return [way for way in dict.fromkeys(ways) if way != word]


def _counted(sign: str, year: str) -> int | None:
    """The year of the common era, where that era had such a year."""
    era = _BY_SIGN[sign]
    counted = era.first.year - 1 + (1 if year == "元" else int(year))
    return counted if year != "0" and any(era is one for one, _ in _eras_of(counted)) else None


def _eras_of(year: int) -> list[tuple]:
    """(era, its year) of every era that a year belongs to, two where it changed within it."""
    if not _FIRST <= year <= today().year + _AHEAD:
        return []
    ends = [None, *(era.first.year for era in ERAS[:-1])]
    return [
        (era, year - era.first.year + 1)
        for era, end in zip(ERAS, ends, strict=True)
        if era.first.year <= year and (end is None or year <= end)
    ]


def _names(year: int, unit: str) -> list[str]:
    eras = _eras_of(year)
    names = [f"{year}{unit}"] if eras else []
    for era, number in eras:
        names.append(f"{era.name}{number}{unit}")
        if number == 1:
            names.append(f"{era.name}元{unit}")
    return [*names, *(f"{letter}{unit}" for letter in _letters(year))]


def _letters(year: int) -> list[str]:
    return [f"{era.letter.lower()}{number}" for era, number in _eras_of(year)]
