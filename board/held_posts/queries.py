from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from board.held_posts.models import HeldPost
from board.held_posts.new_accounts import is_new_account
from board.watched_words.models import WatchedWord
from board.watched_words.queries import watched_words_in


def last_held_annotation() -> Subquery:
    """What became of the topic when it was last put on hold, as an expression in a query of topics."""
    held = HeldPost.objects.filter(topic=OuterRef("pk"), body="").order_by("-id")
    return Subquery(held.values(json=JSONObject(outcome="outcome", remark="remark", version="version"))[:1])


def holding_words(user, texts: Iterable[str]) -> list[str]:
    """The words for which a post has to be seen by the secretariat first; only of a new account."""
    if not is_new_account(user):
        return []
    return [word.word for word in watched_words_in(texts) if word.level == WatchedWord.Level.HOLD]
