"""A fiscal year as people write it in an address."""

import re
import unicodedata

from common.japanese_calendar import parse_date

_YEAR = re.compile(r"(?P<year>.+?)(?:年度?)?(?:\(\d{4}\))?", re.ASCII)
DAYS = ("12月1日", "4月1日")  # 令和元年度 and 平成31年度 are one year


def read_fiscal_year(text: str) -> int | None:
    """2024, 令和6年度, 令和6年, R6, half or full width; None for what is no year."""
    compact = "".join(unicodedata.normalize("NFKC", text[:40]).split())
    found = _YEAR.fullmatch(compact)
    for day in DAYS if found else ():
        try:
            return parse_date(f"{found['year']}年{day}").year
        except ValueError:
            continue
    return None
