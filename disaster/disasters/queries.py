"""Disasters that other pages show; what everybody may see."""

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster


def recent_disasters(limit: int) -> list[Disaster]:
    """Newest disasters that got support."""
    return _recent(limit)


@compiled
def _recent(limit):
    return Disaster.objects.published().standing().newest_first()[:limit]
