"""What was typed into the search box, as terms with their other ways to say them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Concat

from common import text
from common.search import dates, years
from common.search.normalisation import bigrams, district_after, jnorm
from common.search.readings import latin_ways
from common.search.spellings import other_spellings

MAX_QUERY = 100
MAX_TERMS = 8
_LONG_VOWEL = re.compile("(?<=[ァ-ヺー]{3})ー$")  # サーバー also finds サーバ
_COMMA = "[、，；;]|(?<![0-9０-９]),|,(?![0-9０-９])"
# between two words: blanks and what stands around a word, and commas
_BETWEEN = re.compile(rf"((?:[\s「」『』【】〈〉《》〔〕“”\"＂()（）\[\]［］。・･／｜]|{_COMMA})+)")
_COMMAS = re.compile(_COMMA)


@dataclass(frozen=True)
class Variant:
    """One way to say a term, normalised; not found where it stands behind one of `not_after`.

    With `prefecture` it is found only where that stands before it, a few letters apart: 福島県相馬郡飯舘村.
    """

    norm: str
    not_after: tuple[str, ...] = ()
    prefecture: str = ""

    def lexemes(self, mark: str = "") -> str:
        """Its part of a tsquery: all its bigrams, or the prefix of a single character."""
        if len(self.norm) == 1:
            return f"{_quoted(mark + self.norm)}:*"
        grams = [*bigrams(self.prefecture, mark)[:-1], *bigrams(self.norm, mark)[:-1]]
        return " & ".join(_quoted(gram) for gram in dict.fromkeys(grams))

    @property
    def is_exact(self) -> bool:
        """Whether the index alone answers: one lexeme is the whole word."""
        return len(self.norm) <= 2 and not self.not_after

    @property
    def pattern(self) -> str:
        """The regular expression, the same for Python and PostgreSQL, of one with a prefecture."""
        return _apart(self.prefecture, self.norm)


# texts and hidden words are looked for in all of them
_OTHER_WAYS = (
    years.other_year_names,
    dates.other_spellings_of_day,
    dates.marks_named,
    other_spellings,
    latin_ways,
)

Term = tuple[Variant, ...]  # any of these ways will do


def split_query(query: str) -> list[list[str]]:
    """The normalised words of a query; those with a comma between them are one term: any of them will do.

    At most MAX_TERMS words of its first MAX_QUERY characters.
    """
    line = dates.without_weekdays(text.clean(query[: MAX_QUERY * 4])[:MAX_QUERY])
    terms, known, between = [], set(), ""
    for part in _BETWEEN.split(line):
        if _BETWEEN.fullmatch(part):
            between += part
        elif (word := _word(part)) and word not in known and len(known) < MAX_TERMS:
            if terms and _COMMAS.search(between):
                terms[-1].append(word)
            else:
                terms.append([word])
            known.add(word)
            between = ""
    return terms


def _word(part: str) -> str:
    return _LONG_VOWEL.sub("", jnorm(part.lstrip("@＠")))


def parse_query(query: str) -> list[Term]:
    """The terms of a query, each with its synonyms and look-behinds as the secretariat keeps them."""
    terms = split_query(query)
    if not terms:
        return []
    ways: dict[str, list[str]] = {word: [word] for term in terms for word in term}
    for norm, means in _kept(_SYNONYMS, [*ways, *(f"{word}ー" for word in ways)]):  # see _LONG_VOWEL
        norm = norm if norm in ways else norm[:-1]
        ways[norm] += [word for term in split_query(means)[:1] for word in term[:1] if word not in ways[norm]]
    for word, found in ways.items():
        for other in _OTHER_WAYS:
            found += [way for way in other(word) if way not in found]
    every = {way for found in ways.values() for way in found}
    behind: dict[str, list[str]] = {
        way: [years.NOT_AFTER_SHORT] for way in every if years.SHORT.fullmatch(way)
    }
    for norm, not_after in _kept(_LOOK_BEHINDS, every):
        behind.setdefault(norm, []).append(jnorm(not_after))
    return [_term([way for word in term for way in ways[word]], behind) for term in terms]


# asked by every search: putting the querysets together takes longer than the rest of its Python
_SYNONYMS = "SELECT norm, means FROM common_synonym WHERE norm = ANY(%s) ORDER BY term, means"
_LOOK_BEHINDS = "SELECT norm, not_after FROM common_lookbehind WHERE norm = ANY(%s) ORDER BY term, id"


def _kept(sql: str, norms: Iterable[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(norms)])
        return cursor.fetchall()


def _term(ways: list[str], behind: dict[str, list[str]]) -> Term:
    named = [Variant(rest, prefecture=first) for first, rest in filter(None, map(district_after, ways))]
    return (*(Variant(way, tuple(behind.get(way, ()))) for way in ways), *named)


def normalised(*columns: str) -> Func:
    """Columns as they are compared, a line apart so that no word spans two of them."""
    parts = [part for column in columns for part in (column, Value("\n|\n"))]
    return Func(Concat(*parts, output_field=TextField()), function="jnorm", output_field=TextField())


def stands_in(term: Term, norm: str) -> bool:
    """Whether a normalised text that is no row of the index says a term in any of its ways."""
    return any(way.norm in norm for way in term)


def holds(column: str, term: list[str]) -> Q:
    """Whether a normalised column holds a term of `split_query`, in any of its spellings."""
    ways = [way for word in term for way in (word, *other_spellings(word))]
    named = [_apart(*found) for found in map(district_after, ways) if found]
    said = [Q(**{f"{column}__contains": way}) for way in ways]
    return reduce(or_, [*said, *(Q(**{f"{column}__regex": pattern}) for pattern in named)])


def _apart(prefecture: str, rest: str) -> str:
    return f"{re.escape(prefecture)}[^|]{{1,5}}{re.escape(rest)}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
