"""News that other pages show; what everybody may see."""

from common.compiled_queries.compiled import compiled
from news.announcements.models import Announcement


def latest_announcements(limit: int) -> list[Announcement]:
    """Pinned notices, then the newest."""
    return _latest(limit)


@compiled
def _latest(limit):
    return Announcement.objects.current().newest_first().defer("body")[:limit]


@compiled
def listed_announcements(viewer):
    """Rows of the list, without their texts."""
    return Announcement.objects.listed_for(viewer).newest_first().defer("body")
