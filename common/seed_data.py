"""Reading the facts in fixtures/: CSV with a header, every row with its source; an empty cell is unknown."""

import csv
import datetime
from pathlib import Path

from django.conf import settings


def read_rows(name: str) -> list[dict[str, str]]:
    with (Path(settings.BASE_DIR) / "fixtures" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_day(text: str) -> datetime.date | None:
    """First day of a date known in part: 2014-09 is 2014-09-01, 2025 is 2025-01-01, empty is None."""
    if not text:
        return None
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    return datetime.date(year, month, day)


def optional_int(text: str) -> int | None:
    return int(text) if text else None
