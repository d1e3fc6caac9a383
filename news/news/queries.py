"""News that other pages show; what everybody may see."""

from news.news.models import Announcement


def latest_announcements(limit: int) -> list[Announcement]:
    """Pinned notices, then the newest."""
    return list(Announcement.objects.published().newest_first().defer("body")[:limit])
