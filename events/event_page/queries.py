"""One event with all that its page shows; as many queries for 372 bodies as for three."""

from django.db.models import Prefetch

from common.compiled_queries.compiled import compiled
from events.events.models import Event
from events.hosts.models import EventHost
from events.programmes.models import ProgrammePart, Speaker
from members.access.viewers import viewer_of

_SPEAKERS = Prefetch("speakers", Speaker.objects.order_by("position", "pk"), to_attr="named")
_ROWS = (
    Prefetch("hosts", EventHost.objects.select_related("organization__local_government")),
    Prefetch("programme_parts", ProgrammePart.objects.prefetch_related(_SPEAKERS)),
    *("headcounts", "opening_rules", "special_days"),
)


def event_with_rows(user, number: int) -> Event | None:
    """The event if the user may see it, its rows ready for `hosts.all()` and the like."""
    return _event.first(viewer_of(user), number=number)


@compiled
def _event(viewer, *, number):
    return (
        Event.objects.visible_to(viewer)
        .filter(pk=number)
        .select_related("venue", "series", "report", "card", "exhibitor_call")
        .prefetch_related(*_ROWS)
    )
