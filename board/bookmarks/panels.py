"""The reader's bookmark (しおり) of a topic."""

from django.db.models import Exists, OuterRef

from board.bookmarks.models import Bookmark


def annotations(user) -> dict:
    return {"is_bookmarked": Exists(Bookmark.objects.filter(user=user, topic=OuterRef("pk")))}
