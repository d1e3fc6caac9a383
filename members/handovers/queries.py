from collections.abc import Iterable

from django.db import connection
from django.db.models import Case, F, Q, When

# a post may have passed on several times since; UNION, so that one who came back is met once
_SUCCESSORS = """
WITH RECURSIVE successor (id) AS (
    SELECT h.successor_id FROM members_handover h
    WHERE h.leaving_id = ANY(%(people)s) AND h.successor_id IS NOT NULL
    UNION
    SELECT h.successor_id FROM members_handover h JOIN successor ON h.leaving_id = successor.id
    WHERE h.successor_id IS NOT NULL
)
SELECT id FROM successor
"""


def successors_of(people: Iterable[int]) -> set[int]:
    """Who holds the posts of these people by hand-over, however often they passed on; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SUCCESSORS, {"people": list(people)})
        return {pk for (pk,) in cursor.fetchall()}


MAX_ON_PAPER = 100  # rows of each list of the hand-over paper, which says when there are more


def open_and_drafts(rows, going_on, unsent, day) -> tuple[list, list]:
    """What goes on, the most urgent first, and what was not sent yet, the last saved first; one query."""
    draft = Q(state__in=unsent)
    found = rows.filter(Q(state__in=going_on) | draft).order_by(
        Case(When(draft, then=0), default=1), Case(When(draft, then=None), default=F(day)), "pk"
    )[: 2 * MAX_ON_PAPER]
    drafts = [row for row in found if row.state in unsent]
    drafts.sort(key=lambda row: row.saved_at or row.created_at, reverse=True)
    return [row for row in found if row.state not in unsent][:MAX_ON_PAPER], drafts[:MAX_ON_PAPER]
