"""Which posts are put on hold: those of new accounts with a watched word on hold."""

from collections.abc import Iterable

from board.held_posts.new_accounts import is_new_account
from board.watched_words.models import WatchedWord
from board.watched_words.queries import watched_words_in


def holding_words(user, texts: Iterable[str]) -> list[str]:
    """The words for which a post has to be seen by the secretariat first; only of a new account."""
    if not is_new_account(user):
        return []
    return [word.word for word in watched_words_in(texts) if word.level == WatchedWord.Level.HOLD]
