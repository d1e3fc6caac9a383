"""Events that other pages show; what everybody may see."""

from django.db.models import Expression, QuerySet

from common.search import audiences
from common.search.models import IndexedText
from events.events.models import Event
from members.local_governments.prefectures import NAMES


def upcoming_events(limit: int) -> list[Event]:
    """What is on today or later, soonest first."""
    return list(Event.objects.published().upcoming()[:limit])


def recent_events(limit: int) -> list[Event]:
    """What is over, newest first; steps of the project itself are no events."""
    return list(Event.objects.published().past().exclude(kind=Event.Kind.MILESTONE)[:limit])


def event_years(events: QuerySet[Event]) -> list[int]:
    """Fiscal years that have events, newest first."""
    found = events.filter(fiscal_year__isnull=False).order_by("-fiscal_year")
    return list(found.values_list("fiscal_year", flat=True).distinct())


def event_prefectures(events: QuerySet[Event]) -> list[str]:
    """Prefectures that have events, by partner, venue or participant, in the order of their codes."""
    own = events.exclude(prefecture="").order_by().values_list("prefecture")
    named = events.filter(participations__isnull=False).order_by()
    found = own.union(named.values_list("participations__local_government__prefecture"))
    return sorted((name for (name,) in found if name in NAMES), key=NAMES.index)


def indexed_titles(number: int | Expression) -> QuerySet:
    """The title of the event with this number as members find it in the search; `values("title")`."""
    texts = IndexedText.objects.filter(
        object_type__app_label="events",
        object_type__model="event",
        object_id=number,
        audiences__overlap=[audiences.PUBLIC, audiences.MEMBERS],
    )
    return texts.values("title")
