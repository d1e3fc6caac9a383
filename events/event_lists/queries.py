"""Events that other pages show; what everybody may see."""

from dataclasses import dataclass

from django.db.models import Count, Expression, Q, QuerySet

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import fiscal_year, today
from common.page_cache.values import kept_for_visitors
from common.search import audiences
from common.search.models import IndexedText
from events.events.models import Event
from events.participations.models import Participation, ParticipationRole
from members.access.viewers import viewer_of
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import NAMES

OF_BODIES = (Participation, ParticipationRole, LocalGovernment)
FIRST_YEAR = 2014  # the project began in September 2014


def upcoming_events(limit: int) -> list[Event]:
    """What is on today or later, soonest first."""
    return _upcoming(limit, today=today())


def recent_events(limit: int) -> list[Event]:
    """What is over, newest first; steps of the project itself are no events."""
    return _recent(limit, today=today())


@compiled
def _upcoming(limit, *, today):
    return Event.objects.published().upcoming(today).select_related("venue")[:limit]


@compiled
def _recent(limit, *, today):
    return (
        Event.objects.published()
        .select_related("venue")
        .past(today)
        .exclude(kind=Event.Kind.MILESTONE)[:limit]
    )


@kept_for_visitors(Event)
def past_by_year(user) -> dict[int | None, int]:
    """How many events are over in each fiscal year that has events, the newest first; None where undated."""
    return dict(_past_by_year(viewer_of(user), today=today()))


@compiled
def _past_by_year(viewer, *, today):
    over = Q(last_day__lt=today) | Q(last_day__isnull=True)
    years = Event.objects.visible_to(viewer).order_by("-fiscal_year").values_list("fiscal_year")
    return years.annotate(over=Count("pk", filter=over))


@dataclass(frozen=True)
class ArchivedYear:
    """A fiscal year and how many events of each kind it had."""

    year: int
    kinds: list[tuple[str, int]]

    @property
    def count(self) -> int:
        return sum(number for _, number in self.kinds)


def archive(user) -> list[ArchivedYear]:
    """Each fiscal year since the project began, newest first; also one without events."""
    counted: dict[int, list[tuple[str, int]]] = {}
    for year, kind, number in _numbers(viewer_of(user)):
        counted.setdefault(year, []).append((Event.Kind(kind).label, number))
    first = min([FIRST_YEAR, *counted])
    last = max([fiscal_year(today()), *counted])
    return [ArchivedYear(year, counted.get(year, [])) for year in range(last, first - 1, -1)]


@compiled
def _numbers(viewer):
    events = Event.objects.visible_to(viewer).filter(fiscal_year__isnull=False)
    counted = events.order_by("fiscal_year", "kind").values_list("fiscal_year", "kind")
    return counted.annotate(Count("pk"))


@kept_for_visitors(Event, *OF_BODIES)
def event_prefectures(user) -> list[str]:
    """Prefectures that have events, by partner, venue or participant, in the order of their codes."""
    events = dict(_own_prefectures(viewer_of(user)))
    found = {*events.values(), *(name for number, name in prefectures_of_bodies(user) if number in events)}
    return sorted(found & {*NAMES}, key=NAMES.index)


@compiled
def _own_prefectures(viewer):
    return Event.objects.visible_to(viewer).order_by().values_list("pk", "prefecture")


@kept_for_visitors(*OF_BODIES)
def prefectures_of_bodies(user) -> list[tuple[int, str]]:
    """(number of the event, prefecture) of those that take part, of drafts too; dear, and seldom written."""
    return _prefectures_of_bodies()


@compiled
def _prefectures_of_bodies():
    bodies = Participation.objects.shown().filter(local_government__isnull=False).order_by()
    return bodies.values_list("event", "local_government__prefecture").distinct()


def indexed_titles(number: int | Expression) -> QuerySet:
    """The title of the event with this number as members find it in the search; `values("title")`."""
    texts = IndexedText.objects.filter(
        object_type__app_label="events",
        object_type__model="event",
        object_id=number,
        audiences__overlap=[audiences.PUBLIC, audiences.MEMBERS],
    )
    return texts.values("title")
