"""Agreement regions (広域連携協定): the associations, and which municipalities each of them has.

A published fact, read from fixtures/agreement_members.csv until agreements are records of their own.
"""

from functools import cache

from common.seed_data import read_rows


@cache
def agreement_regions() -> dict[str, tuple[str, ...]]:
    """The codes of the municipalities of each region, by the name of its association (千葉県町村会)."""
    regions: dict[str, list[str]] = {}
    for row in read_rows("agreement_members.csv"):
        regions.setdefault(row["party"], []).append(row["code6"])
    return {name: tuple(codes) for name, codes in regions.items()}


@cache
def _regions_by_code() -> dict[str, str]:
    return {code: name for name, codes in agreement_regions().items() for code in codes}


def agreement_region_of(code: str) -> str:
    """The association through which a municipality belongs to an agreement region; empty for others."""
    return _regions_by_code().get(code, "")
