"""When a public page of this room has changed."""

from common import page_cache
from disaster.disasters.models import Disaster


def stamp(pk=None) -> str:
    """Changes with the disasters; the admin saves a disaster together with its records."""
    disasters = Disaster.objects.published()
    return f"disaster-{(disasters if pk is None else disasters.filter(pk=pk)).stamp()}"


public_page = page_cache.cached_for_visitors(stamp)
