"""もしかして: words that are nearly what was typed, and that find something for the one who asks.

What could be meant are words of all titles in the index, and what rooms register: names with their readings.
The list is the same for everybody and kept for an hour; a word is offered only after a search with the rights
of the one who asks has found something by it, so that none tells of what only others may read.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from django.core.cache import cache
from rapidfuzz import fuzz, process

from common.search.models import IndexedText
from common.search.normalisation import jnorm
from common.search.queries import search_texts
from common.search.query_terms import split_query

FEW = 2  # so many hits or fewer
MOST = 3
CUTOFF = 65  # of 100, as much of both words must be the same
TRIED = 6  # words that are searched for, the nearest first
MAX_WORDS = 20_000
_KEPT_FOR = 3600
_KEY = "search-words"
# a title has no blanks between its words: a change of script is one, and a particle (子育て世代|の|移住体験)
_WORDS = (
    re.compile("[一-鿿々ヶ]{2,}(?:[ぁ-ん]{1,2}(?![ぁ-ん]))?|[ァ-ヴー]{3,}|[ぁ-ん]{3,}|[A-Za-z]{3,}"),
    re.compile("(?:(?![のをにへとでがはもや])[ぁ-ん]|[一-鿿々ヶァ-ヴー]){3,}"),
)

_sources: list[Callable[[], Iterable[tuple[str, str]]]] = []


def register_words(source: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Have words offered: `source()` gives pairs of how it is said (かな or the word itself) and the word."""
    _sources.append(source)


def suggestions(q: str, *, audiences: Sequence[str]) -> list[str]:
    """At most MOST queries, nearest first, each with one word of `q` in another way that finds something."""
    terms = split_query(q)
    words = _vocabulary()
    nearest = []
    for place, (word, *_) in enumerate(terms):
        for said, score, _ in process.extract(
            word, words.keys(), scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=TRIED
        ):
            if said != word:
                others = [term[0] for term in terms]
                nearest.append((score, _query(others, place, words[said])))
    offered: list[str] = []
    tried = dict.fromkeys(query for _, query in sorted(nearest, key=lambda found: -found[0]))
    for query in list(tried)[:TRIED]:
        if len(offered) < MOST and jnorm(query) != jnorm(q) and search_texts(query, audiences=audiences).rows:
            offered.append(query)
    return offered


def nearest_words(word: str) -> list[str]:
    """At most MOST words that are nearly this one, for the secretariat, who decides on synonyms."""
    words = _vocabulary()
    found = process.extract(jnorm(word), words.keys(), scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=TRIED)
    return list(dict.fromkeys(words[said] for said, *_ in found))[:MOST]


def _query(words: list[str], place: int, instead: str) -> str:
    return " ".join([*words[:place], instead, *words[place + 1 :]])


def _vocabulary() -> dict[str, str]:
    """How a word is compared → the word as it is written."""
    return cache.get_or_set(_KEY, _gathered, _KEPT_FOR)


def _gathered() -> dict[str, str]:
    words = {jnorm(said): word for source in _sources for said, word in source() if said}
    for title in (
        IndexedText.objects.exclude(title="").order_by("-pk").values_list("title", flat=True).iterator()
    ):
        for found in (word for pattern in _WORDS for word in pattern.findall(title)):
            word = found.lstrip("年月日号回度第")  # 令和6[年能登半島地震]
            words.setdefault(jnorm(word), word)
        if len(words) >= MAX_WORDS:
            break
    return words
