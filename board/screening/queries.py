"""Watched words in a post; compared as the search compares (全角・半角, かな・カナ)."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from board.replies.models import Reply
from board.screening.models import HeldPost, WatchedWord
from board.screening.rules import is_new_account
from board.topics.models import Topic
from common.search.normalisation import jnorm

# what a topic says in its own words, whatever its kind
SCREENED_FIELDS = ["title", "body", "offer", "seek", "period_note", "place", "budget", "programme", "link"]


def words_in(texts: Iterable[str]) -> list[WatchedWord]:
    """The watched words that these texts contain; one query, and no more where no word is watched."""
    watched = list(WatchedWord.objects.all())
    if not watched:
        return []
    norm = jnorm("\n".join(texts))
    return [word for word in watched if word.norm in norm]


def last_held_annotation() -> Subquery:
    """What became of the topic when it was last put on hold, as an expression in a query of topics."""
    held = HeldPost.objects.filter(topic=OuterRef("pk"), body="").order_by("-id")
    return Subquery(held.values(json=JSONObject(outcome="outcome", remark="remark", version="version"))[:1])


def texts_of(post: Topic | Reply) -> list[str]:
    if isinstance(post, Reply):
        return [post.body]
    return [getattr(post, name) for name in SCREENED_FIELDS]


def holding_words(user, texts: Iterable[str]) -> list[str]:
    """The words for which a post of his has to be seen by the secretariat first; only a new account's."""
    if not is_new_account(user):
        return []
    return [word.word for word in words_in(texts) if word.level == WatchedWord.Level.HOLD]
