"""The search: a capped count by index, then either the few rows sorted or the many read by date.

Measured on 200,000 texts; see docs/adr/0002-japanese-search.md for why it is done like this.
"""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.safestring import SafeString

from common.pagination import COUNT_CAP, Page
from common.search import query_terms, snippets

PER_PAGE = 20
CAP = COUNT_CAP  # more than this is 1,000件以上, and nobody reads further than that


@dataclass(frozen=True)
class SearchHit:
    """One thing found; `title_html` and `snippet` are escaped, with <mark> where they matched."""

    kind: str
    title: str
    title_html: SafeString
    url: str
    date: datetime.date | None
    snippet: SafeString
    place: str = (
        ""  # where the words stand: 標題, 本文, 返信3, 添付ファイル「…」; "" where texts have no parts
    )


@dataclass(frozen=True)
class SearchResult(Page):
    """A page of what was found; `words` are the normalised words that were looked for."""

    words: tuple[str, ...] = ()


def search_texts(q: str, *, audiences: Sequence[str], kind: str = "", page: int = 1) -> SearchResult:
    """What `audiences` may find for every word of `q`, best first: title hits, then the newest.

    Where more than CAP texts match, the newest come first without regard to titles.
    """
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return SearchResult([], 0, False, 1, 1)
    with connection.cursor() as cursor:
        by_index = _by_index(wanted, audiences, kind)
        cursor.execute(_COUNT.format(where=by_index.sql), [*by_index.params, CAP + 1])
        found = cursor.fetchone()[0]
        count, capped = min(found, CAP), found > CAP
        pages = max(1, -(-count // PER_PAGE))
        number = min(max(page, 1), pages)
        rows = []
        if found:
            scan = _by_scan(wanted, audiences, kind)
            sql, params = (_MANY.format(where=scan.sql), scan.params) if capped else _few(wanted, by_index)
            cursor.execute(sql, [*params, PER_PAGE, (number - 1) * PER_PAGE])
            rows = [_shown(row, wanted) for row in cursor.fetchall()]
    return SearchResult(rows, count, capped, number, pages, PER_PAGE, tuple(term[0].norm for term in wanted))


def matching_ids(q: str, *, audiences: Sequence[str], kind: str) -> list[int]:
    """Keys of the objects of one kind that match, the newest CAP of them: for lists with more filters."""
    wanted = query_terms.parse_query(q)
    if not wanted or not audiences:
        return []
    where = _by_index(wanted, audiences, kind)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(where=where.sql), [*where.params, CAP + 1])
        found = cursor.fetchone()[0]
        if found > CAP:
            where = _by_scan(wanted, audiences, kind)
        sql = _IDS_MANY if found > CAP else _IDS_FEW
        cursor.execute(sql.format(where=where.sql), [*where.params, CAP])
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class _Where:
    sql: str
    params: list


_COUNT = "SELECT count(*) FROM (SELECT 1 FROM common_indexedtext WHERE {where} LIMIT %s) found"
# materialised: otherwise the planner may read the whole table by date, hoping to meet rare rows early
_FEW = """
    WITH found AS MATERIALIZED (
        SELECT id, norm_title, kind, title, url, date, body, places FROM common_indexedtext WHERE {where}
    )
    SELECT kind, title, url, date, body, places FROM found
    ORDER BY ({in_title}) DESC, date DESC NULLS LAST, id DESC LIMIT %s OFFSET %s
"""
_IDS_FEW = """
    WITH found AS MATERIALIZED (SELECT id, object_id, date FROM common_indexedtext WHERE {where})
    SELECT object_id FROM found ORDER BY date DESC NULLS LAST, id DESC LIMIT %s
"""
_IDS_MANY = """
    SELECT object_id FROM common_indexedtext WHERE {where} ORDER BY date DESC NULLS LAST, id DESC LIMIT %s
"""
_MANY = """
    SELECT kind, title, url, date, body, places FROM common_indexedtext WHERE {where}
    ORDER BY date DESC NULLS LAST, id DESC LIMIT %s OFFSET %s
"""


def _by_index(wanted: list[query_terms.Term], audiences: Sequence[str], kind: str) -> _Where:
    tsquery = " & ".join("(" + " | ".join(f"({way.lexemes})" for way in term) + ")" for term in wanted)
    scope = _scope(audiences, kind)
    parts, params = [scope.sql, "bigrams(norm) @@ %s::tsquery"], [*scope.params, tsquery]
    for term in wanted:
        if not all(way.is_exact for way in term):
            recheck = _anywhere(term, "norm")
            parts.append(recheck.sql)
            params += recheck.params
    return _Where(" AND ".join(parts), params)


def _few(wanted: list[query_terms.Term], by_index: _Where) -> tuple[str, list]:
    title = [_anywhere(term, "norm_title") for term in wanted]
    in_title = " AND ".join(where.sql for where in title)
    sql = _FEW.format(where=by_index.sql, in_title=in_title)
    return sql, [*by_index.params, *(param for where in title for param in where.params)]


def _by_scan(wanted: list[query_terms.Term], audiences: Sequence[str], kind: str) -> _Where:
    wheres = [_scope(audiences, kind), *(_anywhere(term, "norm") for term in wanted)]
    return _Where(
        " AND ".join(where.sql for where in wheres), [param for where in wheres for param in where.params]
    )


def _scope(audiences: Sequence[str], kind: str) -> _Where:
    if kind:
        return _Where("audiences && %s::varchar[] AND kind = %s", [list(audiences), kind])
    return _Where("audiences && %s::varchar[]", [list(audiences)])


def _anywhere(term: query_terms.Term, column: str) -> _Where:
    """strpos, not LIKE nor a pattern: many times as fast, and nothing to escape."""
    parts, params = [], []
    for way in term:
        looked_at = column
        for prefix in way.not_after:  # the other word is blotted out first: 東京都 before 京都 is looked for
            looked_at = f"replace({looked_at}, %s, '|')"
            params.append(prefix + way.norm)
        parts.append(f"strpos({looked_at}, %s) > 0")
        params.append(way.norm)
    return _Where("(" + " OR ".join(parts) + ")", params)


def _shown(row: tuple, wanted: list[query_terms.Term]) -> SearchHit:
    kind, title, url, date, body, places = row
    marks = snippets.highlight_pattern(tuple(way.norm for term in wanted for way in term))
    places = json.loads(places) if isinstance(places, str) else places
    around, place = snippets.matching_part(
        title, body, places, [snippets.highlight_pattern(_norms(term)) for term in wanted]
    )
    return SearchHit(
        kind,
        title,
        snippets.highlighted(title, marks),
        url,
        date,
        snippets.excerpt_around(around, marks),
        place,
    )


def _norms(term: query_terms.Term) -> tuple[str, ...]:
    return tuple(way.norm for way in term)
