"""Special wards and the bodies they work with (区との連携), as far as public papers were read.

Published facts from fixtures/ward_partnerships.csv, not complete, until they are records of their own.
"""

from functools import cache
from typing import NamedTuple

from common.japanese_calendar import wareki
from common.seed_data import first_day, read_rows


class WardPartnership(NamedTuple):
    """What a ward has agreed on or does with a body; `since` in words, empty where unknown."""

    ward_code: str
    ward: str
    partner_code: str
    partner: str
    title: str
    since: str
    source: str

    @property
    def source_url(self) -> str:
        """The first address that its source names; empty where it names none."""
        return next((word for word in self.source.split() if word.startswith("http")), "")


@cache
def ward_partnerships() -> tuple[WardPartnership, ...]:
    """In the order of the file."""
    return tuple(
        WardPartnership(
            row["ward_code6"],
            row["ward"],
            row["partner_code6"],
            "".join(dict.fromkeys([row["partner_prefecture"], row["partner"]])),  # 高知県 itself only once
            row["title"],
            wareki(first_day(row["started_on"]), row["date_precision"]) if row["started_on"] else "",
            row["source"],
        )
        for row in read_rows("ward_partnerships.csv")
    )


@cache
def _by_code() -> dict[str, tuple[WardPartnership, ...]]:
    found: dict[str, list[WardPartnership]] = {}
    for each in ward_partnerships():
        for code in (each.ward_code, each.partner_code):
            found.setdefault(code, []).append(each)
    return {code: tuple(rows) for code, rows in found.items()}


def partnerships_of(code: str) -> tuple[WardPartnership, ...]:
    """Those of a ward or of a partner."""
    return _by_code().get(code, ())
