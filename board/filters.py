"""What the board's list may be narrowed by; everything stands in the query string."""

import re
import unicodedata
from functools import cached_property, lru_cache

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from board.models import Topic
from board.texts import KIND
from members import prefectures
from members.models import Organization, Theme
from office import index, text

_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
LONGEST_QUERY = 100
SORTS = {"activity": "更新が新しい順", "newest": "投稿が新しい順", "deadline": "締切が近い順"}
STATES = {Topic.State.OPEN: "受付中", Topic.State.CLOSED: "終了"}


def topic_number(typed: str) -> int | None:
    """The number in 123, １２３, 第123号 or 掲示板 第123号; None where there is none or more than one."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", typed[:100]))
    return int(found[0]) if len(found) == 1 else None


def _among(value: str | None, allowed) -> str:
    return value if value and value in allowed else ""


class TopicFilter:
    """The filters of the board as they were asked for; what cannot be asked for is left out."""

    def __init__(self, query: QueryDict):
        self.q = text.one_line(query.get("q", "")[:LONGEST_QUERY])
        self.kind = _among(query.get("kind"), Topic.Kind.values)
        self.theme = _among(query.get("theme"), Theme.values)
        self.state = _among(query.get("state"), STATES)
        self.prefecture = _among(query.get("prefecture"), prefectures.NAMES)
        self.ward = query.get("ward", "")
        self.sort = _among(query.get("sort"), SORTS) or "activity"
        self._query = query

    @cached_property
    def wards(self) -> list[tuple[str, str]]:
        """(code, name) of the 23 special wards."""
        return list(Organization.objects.special_wards().values_list("local_government__code", "name"))

    def apply(self, topics: QuerySet, user) -> QuerySet:
        if self.q:
            found = index.matching_ids(self.q, audiences=index.audiences_of(user), kind=KIND)
            topics = topics.filter(pk__in=found)
        equal = {
            "kind": self.kind,
            "state": self.state,
            "themes__contains": [self.theme] if self.theme else None,
        }
        topics = topics.filter(**{name: value for name, value in equal.items() if value})
        if self.prefecture:
            # their keys first: a join would walk the whole board for a prefecture that posts little
            bodies = Organization.objects.filter(prefecture=self.prefecture).values_list("pk", flat=True)
            topics = topics.filter(organization__in=list(bodies.order_by()))
        if self.ward in dict(self.wards):
            topics = topics.wishing(self.ward)
        return self._sorted(topics)

    def _sorted(self, topics: QuerySet) -> QuerySet:
        if self.sort == "deadline":
            return topics.with_deadline_ahead().order_by("deadline", "id")
        if self.sort == "newest":
            return topics.order_by(F("published_at").desc(), F("id").desc())
        return topics.order_by(F("activity_no").desc())

    @property
    def is_narrowed(self) -> bool:
        return any([self.q, self.kind, self.theme, self.state, self.prefecture, self.ward])

    @cached_property
    def selects(self) -> list[dict]:
        """The select boxes of the filter form, with what is chosen in each."""
        prefectures_ = tuple((name, name) for name in prefectures.NAMES)
        return [
            _select("kind", "種類", ("", "すべて"), tuple(Topic.Kind.choices), self.kind),
            _select("theme", "テーマ", ("", "すべて"), tuple(Theme.choices), self.theme),
            _select("prefecture", "都道府県", ("", "すべて"), prefectures_, self.prefecture),
            _select("ward", "希望する区", ("", "指定しない"), tuple(self.wards), self.ward),
            _select("state", "状態", ("", "すべて"), tuple(STATES.items()), self.state),
            _select("sort", "並び順", None, tuple(SORTS.items()), self.sort),
        ]


@lru_cache(maxsize=512)
def _select(name: str, label: str, none: tuple | None, choices: tuple, chosen: str) -> dict:
    # some hundred options on every page: built once for each choice, not by a template each time
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else "", label)
            for value, label in ((none,) if none else ()) + choices
        ),
    )
    return {"name": name, "label": label, "options": options}
