from collections.abc import Iterable

from django.db import connection

# a post may have passed on several times since; UNION, so that one who came back is met once
_SUCCESSORS = """
WITH RECURSIVE heir (id) AS (
    SELECT h.successor_id FROM members_handover h
    WHERE h.leaving_id = ANY(%(people)s) AND h.done_at IS NOT NULL
    UNION
    SELECT h.successor_id FROM members_handover h JOIN heir ON h.leaving_id = heir.id
    WHERE h.done_at IS NOT NULL
)
SELECT id FROM heir
"""


def successors_of(people: Iterable[int]) -> set[int]:
    """Who holds the posts of these people by hand-over, however often they passed on; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SUCCESSORS, {"people": list(people)})
        return {pk for (pk,) in cursor.fetchall()}
