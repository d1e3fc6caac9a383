"""What search finds of the news."""

from django.utils import timezone

from common.attachments.search import search_parts_of
from common.search.registry import SearchText, register_searchable
from news.news.models import Announcement, NewsIssue


def describe_announcement(announcement: Announcement) -> SearchText | None:
    if not announcement.is_published or announcement.ended_at:
        return None
    return SearchText(
        kind="お知らせ",
        title=announcement.title,
        body=announcement.body,
        files=search_parts_of(announcement),
        url=announcement.get_absolute_url(),
        date=timezone.localdate(announcement.published_at),
        audiences=["public"],
    )


def describe_issue(issue: NewsIssue) -> SearchText | None:
    if not issue.is_published:
        return None
    return SearchText(
        kind="全国連携NEWS",
        title=str(issue),
        body="\n".join(text for text in (issue.topics, issue.publisher) if text),
        files=search_parts_of(issue),
        place="主な内容",
        url=issue.get_absolute_url(),
        date=issue.published_on,
        audiences=["public"],
    )


register_searchable(Announcement, describe_announcement)
register_searchable(NewsIssue, describe_issue)
