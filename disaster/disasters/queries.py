"""Disasters that other pages show; what everybody may see."""

from disaster.disasters.models import Disaster


def recent_disasters(limit: int) -> list[Disaster]:
    """Newest disasters that got support."""
    return list(Disaster.objects.published().newest_first()[:limit])
