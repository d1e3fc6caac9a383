"""The search: one statement by index; of a word that is in very many texts, the newest by date.

An object and what stands under it (a topic and its replies) are one thing found. Measured on 220,000 texts;
why it is done like this: docs/adr/0002-japanese-search.md and docs/adr/0046-replies-are-texts.md.
"""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from common.compiled_queries.slots import Slot
from common.pagination import COUNT_CAP, Page
from common.search import query_terms, snippets
from common.search.normalisation import CONTEXT_MARK

PER_PAGE = 20
CAP = COUNT_CAP  # more things than this are 1,000件以上, and nobody reads further than that
MAX_TEXTS = 3_000  # what one search reads by the index; of a word in more texts the newest are read by date
MAX_TEXTS_OF_LIST = 8_000  # the same for a list, which may have other filters
MAX_NEWEST = 30_000  # the most of them that are read by date, where few things hold very many
SHOWN_TEXTS = 4  # of one thing: the first with its words, the others by name


@dataclass(frozen=True)
class SearchHit:
    """One thing found; `title_html` and `snippet` are escaped, with <mark> where they matched.

    `url` leads to the text that is shown, a reply for example; `others` are some of the other texts of the
    same thing that matched, as (name, url), and `left` says how many more there are.
    """

    kind: str
    title: str
    title_html: SafeString
    url: str
    date: datetime.date | None
    snippet: SafeString
    place: str = (
        ""  # where the words stand: 件名, 本文, 返信3, 添付ファイル「…」; "" where texts have no parts
    )
    others: tuple[tuple[str, str], ...] = ()
    left: int = 0


@dataclass(frozen=True)
class SearchResult(Page):
    """A page of what was found; `words` are the normalised words that were looked for."""

    words: tuple[str, ...] = ()


def search_texts(q: str, *, audiences: Sequence[str], kind: str = "", page: int = 1) -> SearchResult:
    """What `audiences` may find for every word of `q`, best first: title hits, then the newest.

    All words stand in one text; those of a reply may also stand in the title of its topic. Where very many
    texts match, the newest come first without regard to titles.
    """
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return SearchResult([], 0, False, 1, 1)
    asked = max(page, 1)
    title = _all_of(_anywhere(term, "norm_title") for term in wanted)
    found = _page_of(_by_index(wanted, audiences, kind), title, asked, MAX_TEXTS)
    many = found.texts > MAX_TEXTS
    if many:
        by_date, limit = _by_date(wanted, audiences, kind), 3 * PER_PAGE * asked
        found = _page_of(by_date, _Where("false", []), asked, limit)
        while found.texts > limit and found.things < min(asked * PER_PAGE, CAP) and limit < MAX_NEWEST:
            limit *= 4
            found = _page_of(by_date, _Where("false", []), asked, limit)
    more = many and found.texts > limit
    count = CAP if more else min(found.things, CAP)
    pages = max(1, -(-count // PER_PAGE))
    rows = [_shown(list(texts), wanted) for _, texts in groupby(found.rows, lambda row: row[0])]
    words = tuple(term[0].norm for term in wanted)
    return SearchResult(rows, count, more or found.things > CAP, min(asked, pages), pages, PER_PAGE, words)


def matching_ids(q: str, *, audiences: Sequence[str], kind: str) -> list[int]:
    """Keys of the objects of one kind that match, the newest CAP of them: for lists with more filters."""
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return []
    ids, texts = _things(_by_index(wanted, audiences, kind), MAX_TEXTS_OF_LIST)
    if texts > MAX_TEXTS_OF_LIST:
        by_date, limit = _by_date(wanted, audiences, kind), 2 * CAP
        ids, texts = _things(by_date, limit)
        while texts > limit and len(ids) < CAP and limit < MAX_NEWEST:
            limit *= 4
            ids, texts = _things(by_date, limit)
    return ids


def among(ids: list[int] | Slot) -> RawSQL:
    """For `pk__in`, as one value: a thousand of them take longer to put into a statement than to find."""
    return RawSQL("SELECT unnest(%s::bigint[])", [ids])


@dataclass(frozen=True)
class _Where:
    sql: str
    params: list


@dataclass(frozen=True)
class _Found:
    """The rows of one page, of how many things; `texts` were read, at most one more than was the limit."""

    rows: list[tuple]
    things: int
    texts: int


# materialised: otherwise the planner may read the whole table by date, hoping to meet rare rows early
_PAGE = """
    WITH found AS MATERIALIZED (
        SELECT id, coalesce(parent_type_id, object_type_id) AS thing_type,
            coalesce(parent_id, object_id) AS thing, object_id, parent_id IS NULL AS own, date,
            ({title}) AS in_title
        FROM common_indexedtext WHERE {found} LIMIT %s
    ), things AS (
        SELECT count(*) AS texts, bool_or(in_title) AS in_title, max(date) AS date, max(id) AS last,
            (array_agg(id ORDER BY own DESC, date DESC NULLS LAST, object_id DESC))[:{shown}] AS ids
        FROM found GROUP BY thing_type, thing
    ), placed AS (
        SELECT *, count(*) OVER () AS things,
            row_number() OVER (ORDER BY in_title DESC, date DESC NULLS LAST, last DESC) - 1 AS place
        FROM things
    )
    SELECT place, (SELECT count(*) FROM found), things, texts, placed.date, kind, title, context, url, places,
        CASE number WHEN 1 THEN body END
    FROM placed
    CROSS JOIN unnest(ids) WITH ORDINALITY AS listed(text_id, number)
    JOIN common_indexedtext one ON one.id = text_id
    WHERE place / {per_page} = least(%s, (least(things, %s) - 1) / {per_page})
    ORDER BY place, number
"""
_THINGS = """
    WITH found AS MATERIALIZED (
        SELECT coalesce(parent_id, object_id) AS thing, date, id
        FROM common_indexedtext WHERE {found} LIMIT %s
    )
    SELECT thing, (SELECT count(*) FROM found) FROM found
    GROUP BY thing ORDER BY max(date) DESC NULLS LAST, max(id) DESC LIMIT %s
"""


def _page_of(found: _Where, title: _Where, page: int, limit: int) -> _Found:
    sql = _PAGE.format(found=found.sql, title=title.sql, shown=SHOWN_TEXTS, per_page=PER_PAGE)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*title.params, *found.params, limit + 1, page - 1, CAP])
        rows = cursor.fetchall()
    return _Found(rows, rows[0][2], rows[0][1]) if rows else _Found([], 0, 0)


def _things(found: _Where, limit: int) -> tuple[list[int], int]:
    """(the objects, the newest CAP; how many texts were read)."""
    with connection.cursor() as cursor:
        cursor.execute(_THINGS.format(found=found.sql), [*found.params, limit + 1, CAP])
        rows = cursor.fetchall()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _by_index(wanted: list[query_terms.Term], audiences: Sequence[str], kind: str) -> _Where:
    where = [
        _scope(audiences, kind),
        _Where("bigrams(norm, norm_context) @@ %s::tsquery", [_tsquery(wanted)]),
    ]
    if not all(way.is_exact for term in wanted for way in term):
        where.append(_matches(wanted))
    return _all_of(where)


def _by_date(wanted: list[query_terms.Term], audiences: Sequence[str], kind: str) -> _Where:
    where = _all_of([_scope(audiences, kind), _matches(wanted)])
    return _Where(f"{where.sql} ORDER BY date DESC NULLS LAST, id DESC", where.params)


def _tsquery(wanted: list[query_terms.Term]) -> str:
    said = [_any_lexemes(term) for term in wanted]
    if len(wanted) == 1:
        return said[0]
    either = [f"({own} | {_any_lexemes(term, CONTEXT_MARK)})" for own, term in zip(said, wanted, strict=True)]
    return f"{' & '.join(either)} & ({' | '.join(said)})"


def _any_lexemes(term: query_terms.Term, mark: str = "") -> str:
    return "(" + " | ".join(f"({way.lexemes(mark)})" for way in term) + ")"


def _matches(wanted: list[query_terms.Term]) -> _Where:
    """All terms in one text, some of them perhaps in what it is found together with, but not all."""
    said = [_anywhere(term, "norm") for term in wanted]
    if len(wanted) == 1:
        return said[0]
    either = [_any_of([own, _anywhere(term, "norm_context")]) for own, term in zip(said, wanted, strict=True)]
    return _all_of([*either, _any_of([_Where("parent_id IS NULL", []), *said])])


def _scope(audiences: Sequence[str], kind: str) -> _Where:
    if kind:
        return _Where("audiences && %s::varchar[] AND kind = %s", [list(audiences), kind])
    return _Where("audiences && %s::varchar[]", [list(audiences)])


def _anywhere(term: query_terms.Term, column: str) -> _Where:
    """strpos, not LIKE nor a pattern: many times as fast, and nothing to escape."""
    return _any_of([_stands_in(way, column) for way in term])


def _stands_in(way: query_terms.Variant, column: str) -> _Where:
    if way.prefecture:
        return _Where(f"{column} ~ %s", [way.pattern])
    params = []
    for prefix in way.not_after:  # the other word is blotted out first: 東京都 before 京都 is looked for
        column = f"replace({column}, %s, '|')"
        params.append(prefix + way.norm)
    return _Where(f"strpos({column}, %s) > 0", [*params, way.norm])


def _all_of(wheres: Iterable[_Where]) -> _Where:
    return _joined(" AND ", wheres)


def _any_of(wheres: Iterable[_Where]) -> _Where:
    return _joined(" OR ", wheres)


def _joined(word: str, wheres: Iterable[_Where]) -> _Where:
    wheres = list(wheres)
    sql = word.join(where.sql for where in wheres)
    return _Where(f"({sql})", [param for where in wheres for param in where.params])


def _shown(texts: list[tuple], wanted: list[query_terms.Term]) -> SearchHit:
    """One thing of its texts, the first with its words."""
    _, _, _, count, date, kind, title, context, url, places, body = texts[0]
    title = title or context
    marks = snippets.highlight_pattern(tuple(way.norm for term in wanted for way in term))
    around, place = snippets.matching_part(
        title, body, _places(places), [snippets.highlight_pattern(_norms(term)) for term in wanted]
    )
    return SearchHit(
        kind,
        title,
        snippets.highlighted(title, marks),
        url,
        date,
        snippets.excerpt_around(around, marks),
        place,
        tuple((_places(places)[0][1], url) for *_, url, places, _ in texts[1:]),
        count - len(texts),
    )


def _places(column) -> list:
    return json.loads(column) if isinstance(column, str) else column


def _norms(term: query_terms.Term) -> tuple[str, ...]:
    return tuple(way.norm for way in term)
