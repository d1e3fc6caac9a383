"""Bookmarks (しおり): a person's own, so the register does not hold them."""

from django.core.exceptions import PermissionDenied

from board.bookmarks import rules
from board.bookmarks.models import Bookmark
from board.topics.models import Topic


def put_bookmark(*, topic: Topic, by, note: str = "") -> Bookmark:
    """Keep the topic among his bookmarks, or write his note anew; twice is once."""
    if not rules.can_bookmark_topic(by, topic):
        raise PermissionDenied
    return Bookmark.objects.update_or_create(user=by, topic=topic, defaults={"note": note})[0]


def remove_bookmark(*, topic: Topic, by) -> None:
    Bookmark.objects.filter(user=by, topic=topic).delete()
