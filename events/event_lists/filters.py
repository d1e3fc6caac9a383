"""What a visitor asks of the list, read from the query string; what makes no sense is no filter."""

import datetime
import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from common.compiled_queries.compiled import Listing, compiled
from common.japanese_calendar import fiscal_year_name, today
from common.search.dates import spans_named
from common.search.query_terms import holds, normalised, split_query
from common.text import one_line
from events.event_lists.queries import FIRST_YEAR
from events.events.models import Event
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.models import Participation
from members.access.viewers import viewer_of
from members.local_governments.names import bears
from members.local_governments.prefectures import NAMES

WHEN = {"upcoming": "これから", "past": "終了"}
MOST = 200  # events of one month
PARTS = ("kind", "year", "when", "prefecture", "q")


@dataclass(frozen=True)
class EventFilter:
    """Kind, fiscal year, coming or over, prefecture and words; empty means any."""

    kind: str = ""
    year: int | str = ""
    when: str = ""
    prefecture: str = ""
    q: str = ""

    @classmethod
    def read(cls, query) -> "EventFilter":
        asked = {part: one_line(query.get(part, ""))[:100] for part in PARTS}
        year = unicodedata.normalize("NFKC", asked["year"])
        return cls(
            kind=asked["kind"] if asked["kind"] in Event.Kind.values else "",
            year=int(year) if year.isascii() and year.isdigit() and 1868 <= int(year) <= 2199 else "",
            when=asked["when"] if asked["when"] in WHEN else "",
            prefecture=asked["prefecture"] if asked["prefecture"] in NAMES else "",
            q=asked["q"],
        )

    def narrow(self, events: QuerySet) -> QuerySet:
        """The events that fit; `when` decides the order too and is left to the queryset's own methods."""
        if self.kind:
            events = events.filter(kind=self.kind)
        if self.year:
            events = events.filter(fiscal_year=self.year)
        if self.prefecture:
            there = Participation.objects.shown().filter(
                event=OuterRef("pk"), local_government__prefecture=self.prefecture
            )
            events = events.filter(Q(prefecture=self.prefecture) | Exists(there))
        return self._with_words(events) if self.q else events

    def lists(self, user) -> tuple[QuerySet | Listing, QuerySet | Listing]:
        """Those that the user may see, on today or later, and over."""
        if self.q:
            return _coming.build(user, self, today=today()), _over.build(user, self, today=today())
        return tuple(query.listing(*self._shape(user), today=today()) for query in (_coming, _over))

    def between(self, user, first: datetime.date, last: datetime.date) -> list[Event]:
        """Those that the user may see, on any day from the first to the last, with their hours."""
        if self.q:
            return list(_between.build(user, self, from_day=first, to_day=last))
        return _between(*self._shape(user), from_day=first, to_day=last)

    def _shape(self, user) -> tuple:
        """Of a compiled query: words are looked for by too many kinds of statements."""
        return viewer_of(user), replace(self, when="")

    def in_order(self, events: QuerySet) -> QuerySet:
        """The events that fit, coming ones soonest first, others newest first."""
        narrowed = self.narrow(events)
        if self.when == "upcoming":
            return narrowed.upcoming()
        return narrowed.past() if self.when == "past" else narrowed.newest_first()

    def _with_words(self, events: QuerySet) -> QuerySet:
        """Every word stands in the text, or in the name of a body that takes part."""
        events = events.alias(words_in=normalised("title", "venue__name", "room", "summary", "body", "note"))
        for term in split_query(self.q):
            parts = Participation.objects.shown().filter(event=OuterRef("pk"))
            said = Exists(parts.filter(bears("、".join(term), to="local_government__")))
            hosts = EventHost.objects.filter(event=OuterRef("pk")).alias(words_in=normalised("name"))
            events = events.filter(
                holds("words_in", term)
                | said
                | Exists(hosts.filter(holds("words_in", term)))
                | _on_days(term)
            )
        return events

    def url(self, **changes) -> str:
        """The query string of this filter, changed; pages begin anew."""
        asked = {part: getattr(self, part) for part in PARTS} | changes
        kept = {part: value for part, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def query(self) -> str:
        """For a link to another view of the same filter; "" where nothing is asked."""
        return self.url(when="").removesuffix("?")

    @property
    def feed_url(self) -> str:
        return f"{reverse('events:event-feed')}{self.query}"

    @property
    def any_time_url(self) -> str:
        return self.url(when="")

    @property
    def coming_url(self) -> str:
        return self.url(when="upcoming")

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is asked for in words, each with the address without it."""
        words = {
            "kind": Event.Kind(self.kind).label if self.kind else "",
            "year": fiscal_year_name(self.year) if self.year else "",
            "prefecture": self.prefecture,
            "q": f"「{self.q}」" if self.q else "",
        }
        return [{"label": word, "url": self.url(**{part: ""})} for part, word in words.items() if word]

    @property
    def words(self) -> list[str]:
        """All that is asked for, as a title says it."""
        return [chip["label"] for chip in self.chips] + ([WHEN[self.when]] if self.when else [])

    @property
    def tabs(self) -> list[dict[str, object]]:
        choices = {"": "すべて", **WHEN}
        return [
            {"label": label, "url": self.url(when=value), "current": self.when == value}
            for value, label in choices.items()
        ]


@compiled
def _coming(viewer, chosen, *, today):
    return chosen.narrow(Event.objects.visible_to(viewer).for_agenda()).upcoming(today)


@compiled
def _over(viewer, chosen, *, today):
    return chosen.narrow(Event.objects.visible_to(viewer).for_agenda()).past(today)


@compiled
def _between(viewer, chosen, *, from_day, to_day):
    events = chosen.narrow(Event.objects.visible_to(viewer)).filter(
        starts_on__lte=to_day, last_day__gte=from_day
    )
    # in their own order, so that none is sorted by its event
    hours = (("opening_rules", OpeningRule), ("special_days", SpecialDay))
    rows = [Prefetch(name, model.objects.order_by("day")) for name, model in hours]
    return events.prefetch_related(*rows).order_by("starts_on", "pk")[:MOST]


def _on_days(term: list[str]) -> Q:
    """On a day, or in a month or year, that one of these words names."""
    years = range(FIRST_YEAR, today().year + 3)
    days = Q(pk__in=[])
    for word in term:
        for first, last in spans_named(word, years):
            days |= Q(starts_on__lte=last, last_day__gte=first)
    return days
