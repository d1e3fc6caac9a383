"""When a public page of this room has changed."""

from common import page_cache
from common.japanese_calendar import today
from events.events.models import Event


def stamp(pk=None) -> str:
    """Changes with the events and with the day: what is coming today is over tomorrow."""
    events = Event.objects.published()
    return f"events-{today():%Y%m%d}-{(events if pk is None else events.filter(pk=pk)).stamp()}"


public_page = page_cache.cached_for_visitors(stamp)
