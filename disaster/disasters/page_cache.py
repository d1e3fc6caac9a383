"""When a public page of this room has changed."""

from disaster.models import Disaster
from office import freshness


def stamp(pk=None) -> str:
    """Changes with the disasters; the admin saves a disaster together with its records."""
    disasters = Disaster.objects.published()
    return f"disaster-{(disasters if pk is None else disasters.filter(pk=pk)).stamp()}"


public_page = freshness.public_page(stamp)
