"""Pages of a list whose cost does not grow with the table: capped counts, bounded depth."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from common.compiled_queries.compiled import Listing

COUNT_CAP = 1000  # more rows than this are shown as 1,000件以上
MAX_ROWS = 20_000  # no page begins deeper than this
DEEP = 100  # from this row on, only keys are skipped over, and whole rows read for the page alone
_NUMBER = re.compile(r"[0-9]{1,7}", re.ASCII)


@dataclass(frozen=True)
class Page:
    """One page of a list or of a search, with what `components/pagination.html` needs."""

    rows: list[Any]
    count: int
    capped: bool
    number: int
    pages: int
    per_page: int = 20

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_other_pages(self) -> bool:
        return self.pages > 1

    @property
    def count_text(self) -> str:
        """123件, or 1,000件以上 where nobody counted further."""
        return f"{COUNT_CAP:,}件以上" if self.capped else f"{self.count:,}件"

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        return (self.number - 1) * self.per_page + len(self.rows)

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.has_previous else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.has_next else None

    @property
    def window(self) -> list[int | None]:
        """Numbers to link: first, neighbours, last; None stands for a gap."""
        wanted = {1, self.pages, *range(self.number - 2, self.number + 3)}
        window: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.pages):
            if window and number - (window[-1] or 0) > 1:
                window.append(None)
            window.append(number)
        return window


def paginate(
    queryset: QuerySet | Listing | Sequence,
    request: HttpRequest,
    per_page: int = 20,
    total: int | None = None,
) -> Page:
    """The page that `?page=` asks for; a number that is none or too large gives the nearest real page.

    Where the `total` is known, rows are not counted.
    """
    counted = queryset if total is None else range(total)
    asked = page_number(request.GET.get("page", ""), per_page)
    # rows so deep in the list say that there are more than would be counted
    rows = _slice(queryset, asked, per_page) if (asked - 1) * per_page >= COUNT_CAP else []
    count, capped = (COUNT_CAP, True) if rows else capped_count(counted, COUNT_CAP)
    if not capped:
        asked = min(asked, _pages(count, per_page))
    rows = rows or _slice(queryset, asked, per_page)
    if capped and not rows:  # deeper than the list: one honest count, bounded
        count_here, _ = capped_count(counted, MAX_ROWS)
        asked = _pages(count_here, per_page)
        rows = _slice(queryset, asked, per_page)
    more = len(rows) > per_page
    pages = _pages(count, per_page)
    if capped:
        known = asked + more if asked * per_page >= COUNT_CAP else max(pages, asked + more)
        pages = min(known, MAX_ROWS // per_page)
    return Page(rows[:per_page], count, capped, asked, pages, per_page)


def state_tabs(choices, current: str, counts: dict | None = None, *, name="state", query=()) -> list[dict]:
    """For `components/tabs.html` and `chips.html`: a list by `?state=`, with how many where counted.

    `name` is another name than state; what else `query` holds stays in each address.
    """
    kept = {key: value for key, value in dict(query).items() if value}
    return [
        {
            "label": label,
            "url": f"?{urlencode(kept | {name: key})}",
            "current": key == current,
            "count": (counts or {}).get(key),
        }
        for key, label in choices
    ]


def page_number(text: str, per_page: int = 20) -> int:
    """`?page=` as a number that can be asked for; 1 for anything else."""
    digits = unicodedata.normalize("NFKC", text[:20]).strip()
    if not _NUMBER.fullmatch(digits):
        return 1
    return min(max(int(digits), 1), max(MAX_ROWS // per_page, 1))


def capped_count(queryset: QuerySet | Listing | Sequence, cap: int) -> tuple[int, bool]:
    """(number of rows, False), or (cap, True) where there are more: the database stops there."""
    if isinstance(queryset, Listing):
        found = queryset.count(cap + 1)
    elif not isinstance(queryset, QuerySet):
        found = len(queryset)
    else:
        rows = queryset.order_by()
        # keys alone: naming every column of every joined table costs more than counting
        found = (rows.values("pk") if _can_select_keys(rows) else rows)[: cap + 1].count()
    return (cap, True) if found > cap else (found, False)


def first_rows(queryset: QuerySet | Listing | Sequence, count: int) -> list[Any]:
    """The first `count` rows."""
    return _slice(queryset, 1, count - 1)


def _pages(count: int, per_page: int) -> int:
    return max(1, -(-count // per_page))


def _slice(queryset: QuerySet | Listing | Sequence, number: int, per_page: int) -> list[Any]:
    first = (number - 1) * per_page
    if isinstance(queryset, Listing):
        return queryset.window(first, per_page + 1, by_keys=first >= DEEP)
    window = slice(first, first + per_page + 1)
    if first >= DEEP and isinstance(queryset, QuerySet) and _can_select_keys(queryset):
        # OFFSET reads and throws away: let it throw away keys, not joined rows
        return list(queryset.filter(pk__in=queryset.values("pk")[window]))
    return list(queryset[window])


def _can_select_keys(queryset: QuerySet) -> bool:
    query = queryset.query
    return not (query.combinator or query.distinct or query.group_by or query.is_sliced)
