"""What search finds of the notices."""

from django.utils import timezone

from common.attachments.search import search_parts_of
from common.search.dates import day_marks
from common.search.registry import SearchText, register_searchable
from common.text import plain_prose
from news.announcements.models import Announcement


def describe_announcement(announcement: Announcement) -> SearchText | None:
    if not announcement.is_published or announcement.ended_at:
        return None
    published_on = timezone.localdate(announcement.published_at)
    return SearchText(
        kind="お知らせ",
        title=announcement.title,
        body=plain_prose(announcement.body),
        files=search_parts_of(announcement),
        url=announcement.get_absolute_url(),
        date=published_on,
        hidden_words=day_marks(published_on),
        audiences=["public"],
    )


register_searchable(Announcement, describe_announcement)
