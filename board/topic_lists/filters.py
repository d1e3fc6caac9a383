"""The filters of the board's list; everything is in the query string."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from board.topic_lists import conditions
from board.topic_lists.conditions import ALWAYS_SHOWN, CONDITIONS, SHOWN_ON_DEMAND, Condition
from board.topics.labels import SEARCH_LABEL as TEXTS
from board.topics.models import Topic
from common import text
from common.compiled_queries.compiled import Listing, compiled
from common.fields import JapaneseDateField
from common.formats import select_options
from common.japanese_calendar import YearOf, wareki_short
from common.search import audiences
from common.search.queries import among, matching_ids
from members.access.viewers import viewer_of

_SORTS = dict(conditions.SORTS)
_FIXED = {conditions.KIND.name, conditions.STATE.name, conditions.THEME.name, conditions.MINE.name}
MAX_QUERY_LENGTH = 100
MAX_DATE_LENGTH = 20
DATES = {"deadline_from": "期限（この日から）", "deadline_until": "期限（この日まで）"}


def _among(value: str | None, allowed) -> str:
    return value if value and value in allowed else ""


class TopicFilter:
    """The filters as they are in the query string; what is not known is left out."""

    def __init__(self, query: QueryDict):
        self.q = text.one_line(query.get("q", "")[:MAX_QUERY_LENGTH])
        self.chosen = {name: _among(query.get(name), dict(it.choices)) for name, it in CONDITIONS.items()}
        self.sort = _among(query.get("sort"), _SORTS) or "activity"
        self.typed = {name: text.one_line(query.get(name, "")[:MAX_DATE_LENGTH]) for name in DATES}
        self.errors: dict[str, str] = {}
        self.dates = {name: self._date(name) for name in DATES}
        if all(self.dates.values()) and self.dates["deadline_until"] < self.dates["deadline_from"]:
            self.errors["deadline_until"] = "「この日から」以後の日を入力してください。"
            self.dates["deadline_until"] = None

    @classmethod
    def of(cls, query: str) -> "TopicFilter":
        """From a saved query string; what is no longer known in it is left out."""
        return cls(QueryDict(query))

    def _date(self, name: str):
        try:
            return JapaneseDateField(required=False, year=YearOf.NEAREST).clean(self.typed[name])
        except ValidationError as error:
            self.errors[name] = error.messages[0]
            return None

    def apply(self, topics: QuerySet, user) -> QuerySet:
        return self.narrow(topics, user, self.found_for(user) if self.q else None)

    def found_for(self, user) -> list[int]:
        """Keys of the topics that the words find, of those that the user may read."""
        return matching_ids(self.q, audiences=audiences.audiences_of(user), kind=TEXTS)

    def narrow(self, topics: QuerySet, user, found=None) -> QuerySet:
        """By all but the words; `found` are the keys that those found, None where there are no words."""
        if found is not None:
            topics = topics.filter(pk__in=among(found))
        for name, condition in CONDITIONS.items():
            if condition.narrow and self.chosen[name]:
                topics = condition.narrow(topics, self.chosen[name], user)
        topics = conditions.posted_by(
            topics, self.chosen["prefecture"], self.chosen["from"], keys_first=found is None
        )
        if first := self.dates["deadline_from"]:
            topics = topics.filter(deadline__gte=first)
        if last := self.dates["deadline_until"]:
            topics = topics.filter(deadline__lte=last)
        return self._sorted(topics)

    def _sorted(self, topics: QuerySet) -> QuerySet:
        if self.sort == "deadline":
            return self._by_deadline(topics)
        if self.sort == "newest":
            return topics.order_by(F("published_at").desc(), F("id").desc())
        if self.sort == "replies":
            return topics.order_by(F("reply_count").desc(), F("activity_no").desc())
        return topics.order_by(F("activity_no").desc())

    def _by_deadline(self, topics: QuerySet) -> QuerySet:
        if self.only_upcoming:
            return topics.with_open_deadline().order_by("deadline", "id")
        topics = topics.filter(deadline__isnull=False)
        if self.chosen["deadline"] == conditions.PAST:
            return topics.order_by("-deadline", "-id")
        return topics.order_by("deadline", "id")

    @property
    def only_upcoming(self) -> bool:
        """Whether the sort alone says which: open ones whose deadline is still to come."""
        return self.sort == "deadline" and not self.chosen["deadline"] and not any(self.dates.values())

    @property
    def is_narrowed(self) -> bool:
        return bool(self.pairs)

    @property
    def is_plain(self) -> bool:
        """The board as it opens."""
        return not self.is_narrowed and self.sort == "activity"

    @property
    def is_fixed(self) -> bool:
        """Whether it says which topics without a look at the clock or at the organisations; words aside."""
        return self.pairs.keys() <= {"q", *_FIXED} and self.sort != "deadline"

    @cached_property
    def pairs(self) -> dict[str, str]:
        """What is set, in the order of the form; without the sort."""
        dates = {name: day.isoformat() for name, day in self.dates.items() if day}
        pairs = {"q": self.q, **self.chosen, **dates}
        return {name: value for name, value in pairs.items() if value}

    @cached_property
    def query(self) -> str:
        """What is set as a query string, always spelled the same way; "" for the board as it opens."""
        return self.query_without("")

    def query_without(self, name: str) -> str:
        sort = {} if self.sort == "activity" else {"sort": self.sort}
        return urlencode({key: value for key, value in {**self.pairs, **sort}.items() if key != name})

    @cached_property
    def chips(self) -> list[dict]:
        """What is set, in words, each with the address of the list without it."""
        address = reverse("board:topic-list")
        return [
            {
                "label": self._in_words(name, value),
                "url": f"{address}?{self.query_without(name)}".rstrip("?"),
            }
            for name, value in self.pairs.items()
        ]

    @property
    def conditions(self) -> list[str]:
        return [chip["label"] for chip in self.chips]

    def _in_words(self, name: str, value: str) -> str:
        if name == "q":
            return f"キーワード：{value}"
        if name in DATES:
            return f"{DATES[name]}：{wareki_short(self.dates[name])}"
        return f"{CONDITIONS[name].label}：{dict(CONDITIONS[name].choices)[value]}"

    @cached_property
    def selects(self) -> list[dict]:
        """The select boxes that are always open."""
        sort = _select("sort", "並び順", None, conditions.SORTS, self.sort)
        return [*(self._select(it) for it in ALWAYS_SHOWN), sort]

    @cached_property
    def more_selects(self) -> list[dict]:
        """The select boxes under 詳しい条件."""
        return [self._select(it) for it in SHOWN_ON_DEMAND]

    @cached_property
    def date_fields(self) -> list[dict]:
        return [
            {"name": name, "label": label, "value": self.typed[name], "error": self.errors.get(name, "")}
            for name, label in DATES.items()
        ]

    def _select(self, condition: Condition) -> dict:
        chosen = self.chosen[condition.name]
        return _select(condition.name, condition.label, condition.none, condition.choices, chosen)


def _select(name: str, label: str, none: str | None, choices: tuple, chosen: str) -> dict:
    options = ((("", none),) if none else ()) + choices
    return {"name": name, "label": label, "options": select_options(options, chosen)}


def topics_of_list(chosen: TopicFilter, user) -> QuerySet | Listing:
    """What the list of the board shows by a filter, for `paginate`."""
    if chosen.is_plain:
        return _front.listing(viewer_of(user), today=timezone.localdate())
    if chosen.is_fixed and chosen.q:
        found, without_words = chosen.found_for(user), chosen.query_without("q")
        return _found.listing(viewer_of(user), without_words, found=found)
    if chosen.is_fixed:
        return _filtered.listing(viewer_of(user), chosen.query)
    return chosen.apply(Topic.objects.listed_for(user).without_talks(), user).for_rows()


@compiled
def _front(viewer, *, today):
    listed = Topic.objects.listed_for(viewer).without_talks().not_pinned(today)
    return TopicFilter.of("").apply(listed, viewer).for_rows()


@compiled
def _found(viewer, query, *, found):
    listed = Topic.objects.listed_for(viewer).without_talks()
    return TopicFilter.of(query).narrow(listed, viewer, found).for_rows()


@compiled
def _filtered(viewer, query):
    listed = Topic.objects.listed_for(viewer).without_talks()
    return TopicFilter.of(query).apply(listed, viewer).for_rows()
