"""Who shows or takes part (出展・参加自治体), by prefecture, as a list that can be narrowed and a map."""

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape  # Django's looks at each text for a lazy one
from typing import Any, NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from common.compiled_queries.compiled import compiled
from common.page_cache.values import kept_for_visitors
from common.search.normalisation import name_key
from events.participations.models import Participation, ParticipationRole
from members.directory.tile_map import TileMap, tile_map
from members.government_changes.models import GovernmentChange, Succession
from members.government_changes.queries import present_governments
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import CODE_OF
from members.organizations.models import Organization

TABLES = (Participation, ParticipationRole, LocalGovernment, Organization, GovernmentChange, Succession)
MANY = 20  # from so many on there is a map, and a field to find one
_BODY, _MEMBER = "local_government__", "organization__"


def _first(*columns: str) -> Coalesce:
    return Coalesce(*map(F, columns))


COLUMNS = {
    "pk": F("local_government"),
    "member": F("organization"),
    "named": F("name"),
    "code": _first(f"{_BODY}code", f"{_MEMBER}{_BODY}code"),
    "prefecture": _first(f"{_BODY}prefecture", f"{_MEMBER}prefecture"),
    "short": _first(f"{_BODY}name", f"{_MEMBER}name"),
    "reading": _first(f"{_BODY}name_kana", f"{_MEMBER}name_kana"),
    "abolished_on": F(f"{_BODY}abolished_on"),
    "kind": _first(f"{_MEMBER}kind", f"{_BODY}organization__kind"),
    "joined_on": _first(f"{_MEMBER}joined_on", f"{_BODY}organization__joined_on"),
    "withdrawn_on": _first(f"{_MEMBER}withdrawn_on", f"{_BODY}organization__withdrawn_on"),
}
Row = NamedTuple("Row", [(name, Any) for name in COLUMNS])


class Body(Row):
    """One that takes part: a local government, a member, or a bare name."""

    @property
    def place(self) -> str:
        return self.prefecture or "都道府県を問わない団体"

    @property
    def name(self) -> str:
        """Its name of the time, without the prefecture that stands above it."""
        return (self.named or self.short).removeprefix(self.prefecture or "\0")


@dataclass(frozen=True)
class Prefecture:
    """A heading and its `<li>` items."""

    name: str
    code: str
    count: int
    items: SafeString


@dataclass(frozen=True)
class Participants:
    """All of an event, or those whose name or reading holds what was asked."""

    count: int
    found: int
    prefectures: list[Prefecture]
    map: TileMap | None
    asked: str

    @property
    def can_be_narrowed(self) -> bool:
        return self.count >= MANY

    @cached_property  # once for all visitors
    def drawn(self) -> SafeString:
        return render_to_string("events/event_page/_bodies.html", {"prefectures": self.prefectures})

    @cached_property
    def drawn_map(self) -> SafeString:
        words = {"id": "participants-map", "caption": "都道府県ごとの出展・参加自治体の数"}
        return render_to_string("components/tile_map.html", {"map": self.map, **words})


@kept_for_visitors(*TABLES)
def participants_of(user, number: int, asked: str) -> Participants:
    """Of the event with this number; the same for everybody who sees it."""
    bodies = [Body(*row) for row in _bodies(number=number)]
    key = name_key(asked)
    shown = [body for body in bodies if _bears(body, key)] if key else bodies
    followers = present_governments(body for body in bodies if body.abolished_on)
    by_prefecture: dict[str, list[Body]] = {}
    for body in shown:
        by_prefecture.setdefault(body.place, []).append(body)
    groups = [
        Prefecture(name, CODE_OF.get(name, "none"), len(found), _items(found, followers))
        for name, found in by_prefecture.items()
    ]
    counted = Counter(body.place for body in bodies)
    has_map = len(bodies) >= MANY and not key
    found = tile_map(counted, "#prefecture-", links_to_none=False) if has_map else None
    return Participants(len(bodies), len(shown), groups, found, asked if key else "")


@compiled
def _bodies(*, number):
    rows = Participation.objects.shown().filter(event_id=number)
    rows = rows.annotate(**{f"its_{name}": column for name, column in COLUMNS.items()})
    in_order = rows.order_by(F("its_code").asc(nulls_last=True), "pk")
    return in_order.values_list(*(f"its_{name}" for name in COLUMNS))


def _bears(body: Body, key: str) -> bool:
    return key in name_key(f"{body.prefecture or ''}{body.name}") or key in name_key(body.reading or "")


def _items(bodies: list[Body], followers: dict) -> SafeString:
    return mark_safe("\n".join(_item(body, followers.get(body.pk)) for body in bodies))


def _item(body: Body, follower) -> str:
    """By its name of the time, with the page of the body of today where it is a member."""
    # a plain string: 372 templates cost more than the rest of the page
    name = escape(body.name)
    if follower is not None:
        member = getattr(follower, "organization", None)
        address = member.get_absolute_url() if member is not None and member.is_member else ""
    else:
        address = f"{_members()}{body.code or body.member}/" if _is_member(body) else ""
    shown = f'<a href="{address}">{name}</a>' if address else name
    return f'<li data-reading="{escape(body.reading or "")}">{shown}</li>'


def _is_member(body: Body) -> bool:
    """As `Organization.is_member`."""
    return not body.withdrawn_on and bool(body.joined_on or body.kind == "special_ward")


@cache
def _members() -> str:
    return reverse("members:organization-list")
