"""The search: one statement by index; of a word that is in very many texts, the newest by date.

An object and what stands under it (a topic and its replies) are one thing found. Measured on 220,000 texts;
why it is done like this: docs/adr/0002-japanese-search.md and docs/adr/0046-replies-are-texts.md.
"""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from common.compiled_queries.slots import Slot
from common.pagination import COUNT_CAP, Page
from common.search import query_terms, snippets
from common.search.conditions import (
    ALL,
    FACETS,
    FISCAL_YEAR,
    Narrowing,
    Where,
    all_of,
    anywhere,
    by_date,
    by_index,
)

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
    """A page of what was found; `terms` are what was looked for.

    `counts` says of "kind", "year" (fiscal), "prefecture" and "theme" how many things each choice would give.
    """

    terms: Sequence[query_terms.Term] = ()
    counts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def search_texts(q: str, *, audiences: Sequence[str], chosen: Narrowing = ALL, page: int = 1) -> SearchResult:
    """What `audiences` may find for every word of `q`, best first: title hits, then the newest.

    All words stand in one text; those of a reply may also stand in the title of its topic. Where very many
    texts match, the newest come first without regard to titles, and nobody counts what else could be chosen.
    """
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return SearchResult([], 0, False, 1, 1)
    asked = max(page, 1)
    title = all_of(anywhere(term, "norm_title") for term in wanted)
    found = _page_of(by_index(wanted, audiences), title, asked, MAX_TEXTS, chosen)
    many = found.texts > MAX_TEXTS
    if many:
        newest, limit = by_date(wanted, audiences, chosen), 3 * PER_PAGE * asked
        found = _page_of(newest, Where("false", []), asked, limit)
        while found.texts > limit and found.things < min(asked * PER_PAGE, CAP) and limit < MAX_NEWEST:
            limit *= 4
            found = _page_of(newest, Where("false", []), asked, limit)
    more = many and found.texts > limit
    count = CAP if more else min(found.things, CAP)
    pages = max(1, -(-count // PER_PAGE))
    rows = [_shown(list(texts), wanted) for _, texts in groupby(found.rows, lambda row: row[0])]
    capped = more or found.things > CAP
    return SearchResult(rows, count, capped, min(asked, pages), pages, PER_PAGE, wanted, found.counts)


def which_find(queries: Sequence[str], *, audiences: Sequence[str]) -> list[str]:
    """Those that find something as they are written, asked in one statement."""
    asked = [by_index(query_terms.as_written(query), audiences) for query in queries]
    if not asked:
        return []
    exist = ", ".join(f"EXISTS (SELECT FROM common_indexedtext WHERE {where.sql})" for where in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {exist}", [param for where in asked for param in where.params])
        found = cursor.fetchone()
    return [query for query, finds in zip(queries, found, strict=True) if finds]


def matching_ids(q: str, *, audiences: Sequence[str], kind: str) -> list[int]:
    """Keys of the objects of one kind that match, the newest CAP of them: for lists with more filters."""
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return []
    chosen = Narrowing(kind)
    ids, texts = _things(by_index(wanted, audiences, chosen), MAX_TEXTS_OF_LIST)
    if texts > MAX_TEXTS_OF_LIST:
        newest, limit = by_date(wanted, audiences, chosen), 2 * CAP
        ids, texts = _things(newest, limit)
        while texts > limit and len(ids) < CAP and limit < MAX_NEWEST:
            limit *= 4
            ids, texts = _things(newest, limit)
    return ids


def among(ids: list[int] | Slot) -> RawSQL:
    """For `pk__in`, as one value: a thousand of them take longer to put into a statement than to find."""
    return RawSQL("SELECT unnest(%s::bigint[])", [ids])


@dataclass(frozen=True)
class _Found:
    """The rows of one page, of how many things; `texts` were read, at most one more than was the limit."""

    rows: list[tuple]
    things: int
    texts: int
    counts: dict[str, list[tuple[str, int]]]


# materialised: otherwise the planner may read the whole table by date, hoping to meet rare rows early
_PAGE = """
    WITH found AS MATERIALIZED (
        SELECT id, coalesce(parent_type_id, object_type_id) AS thing_type,
            coalesce(parent_id, object_id) AS thing, object_id, parent_id IS NULL AS own, date,
            kind, prefectures, themes, ({title}) AS in_title
        FROM common_indexedtext WHERE {found} LIMIT %s
    ), things AS (
        SELECT count(*) AS texts, bool_or(in_title) AS in_title, max(date) AS date, max(id) AS last,
            (array_agg(id ORDER BY own DESC, date DESC NULLS LAST, object_id DESC))[:{shown}] AS ids
        FROM found WHERE {chosen} GROUP BY thing_type, thing
    ), placed AS (
        SELECT *, count(*) OVER () AS things,
            row_number() OVER (ORDER BY in_title DESC, date DESC NULLS LAST, last DESC) - 1 AS place
        FROM things
    ), listed AS (
        SELECT place, things, texts, placed.date, kind, title, context, url, places, number,
            CASE number WHEN 1 THEN body END AS body
        FROM placed
        CROSS JOIN unnest(ids) WITH ORDINALITY AS listed(text_id, number)
        JOIN common_indexedtext one ON one.id = text_id
        WHERE place / {per_page} = least(%s, (least(things, %s) - 1) / {per_page})
    )
    SELECT (SELECT count(*) FROM found),
        CASE WHEN row_number() OVER (ORDER BY place, number) = 1 THEN ({counts}) END,
        place, things, texts, date, kind, title, context, url, places, body
    FROM (VALUES (1)) AS one LEFT JOIN listed ON true
    ORDER BY place, number
"""
# by kind, fiscal year, prefecture and theme: of each what could be chosen beside what else is chosen
_COUNTS = """
    WITH facts AS MATERIALIZED (
        SELECT min(kind) AS kind, min(prefectures) AS prefectures, min(themes) AS themes,
            array_remove(array_agg(DISTINCT {year_of}), NULL) AS years
        FROM found WHERE (SELECT count(*) FROM found) <= {limit} GROUP BY thing_type, thing
    )
    SELECT jsonb_agg(jsonb_build_array(facet, value, things) ORDER BY things DESC, value)::text FROM (
        SELECT 'kind' AS facet, kind AS value, count(*) AS things FROM facts WHERE {kind} GROUP BY kind
        UNION ALL
        SELECT 'year', value::text, count(*) FROM facts, unnest(years) AS value WHERE {year} GROUP BY value
        UNION ALL
        SELECT 'prefecture', value, count(*) FROM facts, unnest(prefectures) AS value
        WHERE {prefecture} GROUP BY value
        UNION ALL
        SELECT 'theme', value, count(*) FROM facts, unnest(themes) AS value WHERE {theme} GROUP BY value
    ) AS facets
"""
_THINGS = """
    WITH found AS MATERIALIZED (
        SELECT coalesce(parent_id, object_id) AS thing, date, id
        FROM common_indexedtext WHERE {found} LIMIT %s
    )
    SELECT thing, (SELECT count(*) FROM found) FROM found
    GROUP BY thing ORDER BY max(date) DESC NULLS LAST, max(id) DESC LIMIT %s
"""


def _page_of(found: Where, title: Where, page: int, limit: int, chosen: Narrowing | None = None) -> _Found:
    """`chosen` narrows what was found, and what else could be chosen is counted; not where it is None."""
    narrowed, counts = (chosen or ALL).where(), Where("NULL", [])
    if chosen is not None:
        parts = {part: chosen.where(but=part, of_years="years") for part in FACETS}
        sqls = {part: where.sql for part, where in parts.items()}
        sql = _COUNTS.format(year_of=FISCAL_YEAR, limit=limit, **sqls)
        counts = Where(sql, [param for where in parts.values() for param in where.params])
    sql = _PAGE.format(
        title=title.sql,
        found=found.sql,
        chosen=narrowed.sql,
        counts=counts.sql,
        shown=SHOWN_TEXTS,
        per_page=PER_PAGE,
    )
    params = [*title.params, *found.params, limit + 1, *narrowed.params, page - 1, CAP, *counts.params]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    texts, counted = rows[0][:2]
    listed = [row[2:] for row in rows if row[2] is not None]
    return _Found(listed, listed[0][1] if listed else 0, texts, _counts(counted))


def _counts(counted: str | None) -> dict[str, list[tuple[str, int]]]:
    facets: dict[str, list[tuple[str, int]]] = {}
    for facet, value, things in json.loads(counted) if counted else ():
        facets.setdefault(facet, []).append((value, things))
    return facets


def _things(found: Where, limit: int) -> tuple[list[int], int]:
    """(the objects, the newest CAP; how many texts were read)."""
    with connection.cursor() as cursor:
        cursor.execute(_THINGS.format(found=found.sql), [*found.params, limit + 1, CAP])
        rows = cursor.fetchall()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _shown(texts: list[tuple], wanted: list[query_terms.Term]) -> SearchHit:
    """One thing of its texts, the first with its words."""
    _, _, count, date, kind, title, context, url, places, body = texts[0]
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
