"""Disasters that other pages show; what everybody may see."""

from disaster.disasters.models import Disaster


def recent_disasters(limit: int) -> list[Disaster]:
    """Newest disasters that got support, with the numbers of their records by kind."""
    return list(Disaster.objects.published().with_counts().newest_first()[:limit])
