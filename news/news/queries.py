"""News that other pages show; what everybody may see."""

from common.compiled_queries.compiled import compiled
from news.news.models import Announcement


def latest_announcements(limit: int) -> list[Announcement]:
    """Pinned notices, then the newest."""
    return _latest(limit)


@compiled
def _latest(limit):
    return Announcement.objects.published().newest_first().defer("body")[:limit]
