"""The list of local governments as the secretariat filters it, and the history of one."""

import unicodedata

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from members.models import GovernmentChange, LocalGovernment, Succession
from members.prefectures import NAME_OF

STATES = {"": "存続", "abolished": "廃止", "all": "すべて"}
KINDS = tuple(LocalGovernment.Kind.choices)
DONE = Succession.objects.filter(change__state=GovernmentChange.State.DONE)
# a body, what it came of and what followed, however often, in one question
LINE = """
    WITH RECURSIVE line(pk) AS (
        SELECT %s::bigint
        UNION
        SELECT CASE WHEN s.successor_id = line.pk THEN s.predecessor_id ELSE s.successor_id END
        FROM line JOIN members_succession s ON line.pk IN (s.predecessor_id, s.successor_id)
        WHERE s.successor_id IS NOT NULL
    )
    SELECT pk FROM line
"""


class GovernmentFilter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        self.q = query.get("q", "")[:60].replace("\0", "").strip()
        self.prefecture = query.get("prefecture", "") if query.get("prefecture") in NAME_OF else ""
        self.kind = query.get("kind", "") if query.get("kind") in dict(KINDS) else ""
        self.state = query.get("state", "") if query.get("state") in STATES else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.prefecture or self.kind or self.state)

    def rows(self):
        rows = LocalGovernment.objects.all()
        if self.state != "all":
            rows = rows.filter(abolished_on__isnull=not self.state)
        if self.prefecture:
            rows = rows.filter(prefecture=NAME_OF[self.prefecture])
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.q:
            digits = unicodedata.normalize("NFKC", self.q)
            rows = rows.filter(code__startswith=digits) if digits.isdigit() else rows.search(self.q)
        return rows.select_related("organization").prefetch_related(
            Prefetch("followed_by", DONE.select_related("successor"), to_attr="steps_on"),
            Prefetch("follows", DONE.select_related("predecessor"), to_attr="steps_back"),
        )


def history_of(government: LocalGovernment) -> QuerySet[GovernmentChange]:
    """Every change of the body, of those it came of and of those that followed, the earliest first."""
    with connection.cursor() as cursor:
        cursor.execute(LINE, [government.pk])
        line = [pk for (pk,) in cursor.fetchall()]
    own = Q(successions__predecessor__in=line) | Q(successions__successor__in=line) | Q(absorbing=government)
    changes = GovernmentChange.objects.filter(own).exclude(state=GovernmentChange.State.CANCELLED)
    return changes_with_bodies(changes.distinct()).order_by("effective_on", "pk")


def changes_with_bodies(changes):
    """What a row of a list of changes shows."""
    successions = Succession.objects.select_related("predecessor", "successor")
    return changes.select_related("absorbing").prefetch_related(Prefetch("successions", successions))
