"""What was typed into the search box, as terms with their other ways to say them."""

import re
from dataclasses import dataclass

from common import text
from common.search import years
from common.search.models import LookBehind, Synonym
from common.search.normalisation import bigrams, jnorm

MAX_QUERY = 100
MAX_TERMS = 8
_LONG_VOWEL = re.compile("(?<=[ァ-ヺー]{3})ー$")  # サーバー also finds サーバ
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Variant:
    """One way to say a term, normalised; not found where it stands behind one of `not_after`."""

    norm: str
    not_after: tuple[str, ...] = ()

    @property
    def lexemes(self) -> str:
        """Its part of a tsquery: all its bigrams, or the prefix of a single character."""
        if len(self.norm) == 1:
            return f"{_quoted(self.norm)}:*"
        return " & ".join(_quoted(gram) for gram in dict.fromkeys(bigrams(self.norm)[:-1]))

    @property
    def is_exact(self) -> bool:
        """Whether the index alone answers: one lexeme is the whole word."""
        return len(self.norm) <= 2 and not self.not_after


Term = tuple[Variant, ...]  # any of these ways will do


def split_query(query: str) -> list[str]:
    """The normalised words of a query, at most MAX_TERMS of its first MAX_QUERY characters."""
    line = text.clean(query[: MAX_QUERY * 4])[:MAX_QUERY]
    words = (_LONG_VOWEL.sub("", jnorm(word)) for word in _BLANKS.split(line))
    return list(dict.fromkeys(word for word in words if word))[:MAX_TERMS]


def parse_query(query: str) -> list[Term]:
    """The terms of a query, each with its synonyms and look-behinds as the secretariat keeps them."""
    words = split_query(query)
    if not words:
        return []
    ways: dict[str, list[str]] = {word: [word] for word in words}
    for norm, means in Synonym.objects.filter(norm__in=words).values_list("norm", "means"):
        ways[norm] += [word for word in split_query(means)[:1] if word not in ways[norm]]
    for word in words:
        ways[word] += [way for way in years.other_year_names(word) if way not in ways[word]]
    every = {way for found in ways.values() for way in found}
    behind: dict[str, list[str]] = {
        way: [years.NOT_AFTER_SHORT] for way in every if years.SHORT.fullmatch(way)
    }
    for norm, not_after in LookBehind.objects.filter(norm__in=every).values_list("norm", "not_after"):
        behind.setdefault(norm, []).append(jnorm(not_after))
    return [tuple(Variant(way, tuple(behind.get(way, ()))) for way in found) for found in ways.values()]


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
