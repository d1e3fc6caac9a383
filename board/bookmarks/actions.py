"""Bookmarks (しおり): a person's own, so the audit log does not hold them."""

from django.core.exceptions import PermissionDenied

from board.bookmarks import rules
from board.bookmarks.models import Bookmark
from board.topics.models import Topic


def save_bookmark(*, topic: Topic, by) -> Bookmark:
    """Add the topic to the user's bookmarks; twice is once."""
    if not rules.can_bookmark_topic(by, topic):
        raise PermissionDenied
    return Bookmark.objects.get_or_create(user=by, topic=topic)[0]


def remove_bookmark(*, topic: Topic, by) -> None:
    Bookmark.objects.filter(user=by, topic=topic).delete()
