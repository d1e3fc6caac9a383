"""When a public page of this room has changed."""

from events.models import Event
from office import freshness
from office.calendar import today


def stamp(pk=None) -> str:
    """Changes with the events and with the day: what is coming today is over tomorrow."""
    events = Event.objects.published()
    return f"events-{today():%Y%m%d}-{(events if pk is None else events.filter(pk=pk)).stamp()}"


public_page = freshness.public_page(stamp)
