"""What search finds of the news."""

from django.utils import timezone

from news.models import Announcement, NewsIssue
from office import file_texts
from office.index import Text, register


def describe_announcement(announcement: Announcement) -> Text | None:
    if not announcement.is_published:
        return None
    return Text(
        kind="お知らせ",
        title=announcement.title,
        body=announcement.body,
        files=file_texts.texts_of(announcement),
        url=announcement.get_absolute_url(),
        date=timezone.localdate(announcement.published_at),
        audiences=["public"],
    )


def describe_issue(issue: NewsIssue) -> Text | None:
    if not issue.is_published:
        return None
    return Text(
        kind="全国連携NEWS",
        title=str(issue),
        body="\n".join(text for text in (issue.topics, issue.publisher) if text),
        files=file_texts.texts_of(issue),
        place="主な内容",
        url=issue.get_absolute_url(),
        date=issue.published_on,
        audiences=["public"],
    )


register(Announcement, describe_announcement)
register(NewsIssue, describe_issue)
