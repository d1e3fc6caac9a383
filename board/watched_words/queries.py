"""Watched words in a post; compared as the search compares (全角・半角, かな・カナ)."""

from collections.abc import Iterable

from board.replies.models import Reply
from board.topics.models import Topic
from board.watched_words.models import WatchedWord
from common.search.normalisation import jnorm

# the texts of a topic, whatever its kind
SCREENED_FIELDS = ["title", "body", "offer", "seek", "period_note", "place", "budget", "programme", "link"]


def watched_words_in(texts: Iterable[str]) -> list[WatchedWord]:
    """The watched words that these texts contain; one query, and no more where no word is watched."""
    watched = list(WatchedWord.objects.all())
    if not watched:
        return []
    norm = jnorm("\n".join(texts))
    return [word for word in watched if word.norm in norm]


def texts_of(post: Topic | Reply) -> list[str]:
    if isinstance(post, Reply):
        return [post.body]
    return [getattr(post, name) for name in SCREENED_FIELDS]
