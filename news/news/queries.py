"""News that other pages show; what everybody may see."""

from news.news.models import Announcement, NewsIssue


def latest_announcements(limit: int) -> list[Announcement]:
    """Pinned notices, then the newest."""
    return list(Announcement.objects.published().newest_first().defer("body")[:limit])


def latest_issue() -> NewsIssue | None:
    """The newest issue of 全国連携NEWS."""
    return NewsIssue.objects.published().newest_first().first()
