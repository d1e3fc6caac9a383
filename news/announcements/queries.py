"""News that other pages and mails show; what everybody may see."""

import datetime

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


def announcements_to_gather(since: datetime.datetime) -> list[Announcement]:
    """What digests may tell of, as far as it was published since then."""
    return list(Announcement.objects.gathered().filter(published_at__gte=since).defer("body"))
