"""What the search asks of a text, in SQL: who may find it, its words, and how the found are narrowed down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.search import query_terms
from common.search.normalisation import CONTEXT_MARK


@dataclass(frozen=True)
class Where:
    sql: str
    params: list


# April to March: three months less are in the year itself
FISCAL_YEAR = "extract(year FROM date - interval '3 months')::int"
FACETS = {
    "kind": "kind = %s",
    "year": f"{FISCAL_YEAR} = %s",
    "prefecture": "%s = ANY(prefectures)",
    "theme": "%s = ANY(themes)",
}


@dataclass(frozen=True)
class Narrowing:
    """What of the found is asked for (絞り込み); `year` is a fiscal one, an empty part means all."""

    kind: str = ""
    year: int | None = None
    prefecture: str = ""
    theme: str = ""

    def where(self, *, but: str = "", of_years: str = "") -> Where:
        """`but` is the part that is not narrowed by: of what else may be chosen in its place.

        `of_years` is a column of fiscal years, where a row is no text with its date but a thing.
        """
        says = FACETS | ({"year": f"%s = ANY({of_years})"} if of_years else {})
        asked = {part: getattr(self, part) for part in FACETS if part != but}
        parts = [Where(says[part], [value]) for part, value in asked.items() if value]
        return all_of([Where("true", []), *parts])


ALL = Narrowing()


def by_index(wanted: list[query_terms.Term], audiences: Sequence[str], chosen: Narrowing = ALL) -> Where:
    where = [
        _readable(audiences),
        chosen.where(),
        Where("bigrams(norm, norm_context) @@ %s::tsquery", [_tsquery(wanted)]),
    ]
    if not all(way.is_exact for term in wanted for way in term):
        where.append(_matches(wanted))
    return all_of(where)


def by_date(wanted: list[query_terms.Term], audiences: Sequence[str], chosen: Narrowing = ALL) -> Where:
    where = all_of([_readable(audiences), chosen.where(), _matches(wanted)])
    return Where(f"{where.sql} ORDER BY date DESC NULLS LAST, id DESC", where.params)


def _tsquery(wanted: list[query_terms.Term]) -> str:
    said = [_any_lexemes(term) for term in wanted]
    if len(wanted) == 1:
        return said[0]
    either = [f"({own} | {_any_lexemes(term, CONTEXT_MARK)})" for own, term in zip(said, wanted, strict=True)]
    return f"{' & '.join(either)} & ({' | '.join(said)})"


def _any_lexemes(term: query_terms.Term, mark: str = "") -> str:
    return "(" + " | ".join(f"({way.lexemes(mark)})" for way in term) + ")"


def _matches(wanted: list[query_terms.Term]) -> Where:
    """All terms in one text, some of them perhaps in what it is found together with, but not all."""
    said = [anywhere(term, "norm") for term in wanted]
    if len(wanted) == 1:
        return said[0]
    either = [_any_of([own, anywhere(term, "norm_context")]) for own, term in zip(said, wanted, strict=True)]
    return all_of([*either, _any_of([Where("parent_id IS NULL", []), *said])])


def anywhere(term: query_terms.Term, column: str) -> Where:
    """strpos, not LIKE nor a pattern: many times as fast, and nothing to escape."""
    return _any_of([_stands_in(way, column) for way in term])


def _stands_in(way: query_terms.Variant, column: str) -> Where:
    if way.prefecture:
        return Where(f"{column} ~ %s", [way.pattern])
    params = []
    for prefix in way.not_after:  # the other word is blotted out first: 東京都 before 京都 is looked for
        column = f"replace({column}, %s, '|')"
        params.append(prefix + way.norm)
    return Where(f"strpos({column}, %s) > 0", [*params, way.norm])


def all_of(wheres: Iterable[Where]) -> Where:
    return _joined(" AND ", wheres)


def _any_of(wheres: Iterable[Where]) -> Where:
    return _joined(" OR ", wheres)


def _joined(word: str, wheres: Iterable[Where]) -> Where:
    wheres = list(wheres)
    sql = word.join(where.sql for where in wheres)
    return Where(f"({sql})", [param for where in wheres for param in where.params])


def _readable(audiences: Sequence[str]) -> Where:
    return Where("audiences && %s::varchar[]", [list(audiences)])
