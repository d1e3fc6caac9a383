"""How what was found can be narrowed down: links by kind, fiscal year, prefecture and theme, with counts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from common.japanese_calendar import fiscal_year_name
from common.search.conditions import Narrowing
from common.search.queries import SearchResult
from members.organizations.profile import Theme

SHOWN = 12
_LABELS = {"year": "年度", "prefecture": "都道府県", "theme": "テーマ"}
_YEAR_DIGITS = 4


def asked_for(query: QueryDict) -> Narrowing:
    """What the address asks for; a year that is none is not asked for."""
    year = query.get("year", "")
    return Narrowing(
        query.get("kind", "")[:40],
        int(year) if year.isascii() and year.isdigit() and len(year) == _YEAR_DIGITS else None,
        query.get("prefecture", "")[:4],
        query.get("theme", "")[:12],
    )


@dataclass(frozen=True)
class Choices:
    """The links of one search."""

    q: str
    chosen: Narrowing
    result: SearchResult
    offered: tuple[str, ...]  # the kinds in which this reader may find something

    @property
    def kinds(self) -> list[dict]:
        """Tabs: all, and each kind in which something is found; without counts where very many are found."""
        counts = dict(self.result.counts.get("kind", []))
        if counts:
            kinds = [*counts] if self.chosen.kind in ("", *counts) else [self.chosen.kind, *counts]
            tabs = [self._tab(kind, counts.get(kind, 0)) for kind in kinds]
            return [self._tab("", sum(counts.values())), *tabs]
        return [self._tab(kind, None) for kind in ("", *self.offered)] if self.result.rows else []

    @property
    def facets(self) -> list[dict]:
        """Year, prefecture and theme, where there is something to choose between or something is chosen."""
        shown = []
        for part, label in _LABELS.items():
            counts = self.result.counts.get(part, [])[:SHOWN]
            if part == "year":
                counts = sorted(counts, reverse=True)
            now = str(getattr(self.chosen, part) or "")
            if now or len(counts) > 1:
                chips = [self._chip(part, value, count) for value, count in counts if value != now]
                shown.append({"label": label, "now": self._now(part, now), "chips": chips})
        return shown

    def url(self, **changes) -> str:
        asked = {"q": self.q, **vars(self.chosen), **changes}
        return f"?{urlencode({part: value for part, value in asked.items() if value})}"

    @property
    def is_narrowed(self) -> bool:
        return self.chosen != Narrowing()

    @property
    def all_url(self) -> str:
        return f"?{urlencode({'q': self.q})}"

    def _tab(self, kind: str, count: int | None) -> dict:
        return {
            "label": kind or "すべて",
            "url": self.url(kind=kind),
            "current": kind == self.chosen.kind,
            "count": count,
        }

    def _chip(self, part: str, value: str, count: int) -> dict:
        return {"label": _named(part, value), "count": count, "url": self.url(**{part: value})}

    def _now(self, part: str, now: str) -> dict | None:
        return {"label": _named(part, now), "url": self.url(**{part: ""})} if now else None


def _named(part: str, value: str) -> str:
    if part == "year":
        return fiscal_year_name(int(value))
    if part == "theme":
        return Theme(value).label if value in Theme.values else value
    return value
