"""The reader's bookmark (しおり) of a topic."""

from django.db.models import OuterRef, Subquery

from board.bookmarks.models import Bookmark


def annotations(user) -> dict:
    """Their note on it; None where they have no bookmark there."""
    bookmarks = Bookmark.objects.filter(user=user, topic=OuterRef("pk"))
    return {"bookmark_note": Subquery(bookmarks.values("note"))}
