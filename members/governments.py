"""The list of local governments as the secretariat filters it, and the history of one."""

import unicodedata

from django.db.models import Prefetch, Q

from members.models import GovernmentChange, LocalGovernment, Succession
from members.prefectures import NAME_OF

STATES = {"": "存続", "abolished": "廃止", "all": "すべて"}
KINDS = tuple(LocalGovernment.Kind.choices)
DONE = Succession.objects.filter(change__state=GovernmentChange.State.DONE)
MOST_STEPS = 4  # back and forth from one body; more than that has not happened to anyone since 1947


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


def history_of(government: LocalGovernment) -> list[GovernmentChange]:
    """Every change of the body, of those it came of and of those that followed, the earliest first."""
    bodies, changes = {government.pk}, set()
    for _ in range(MOST_STEPS):
        touching = Q(predecessor__in=bodies) | Q(successor__in=bodies) | Q(change__absorbing=government)
        found = Succession.objects.filter(touching).exclude(change__state="cancelled")
        rows = list(found.values_list("change", "predecessor", "successor"))
        known = len(bodies), len(changes)
        changes |= {change for change, _, _ in rows}
        bodies |= {pk for _, *pair in rows for pk in pair if pk}
        if known == (len(bodies), len(changes)):
            break
    return changes_with_bodies(GovernmentChange.objects.filter(pk__in=changes)).order_by("effective_on", "pk")


def changes_with_bodies(changes):
    """What a row of a list of changes shows."""
    successions = Succession.objects.select_related("predecessor", "successor")
    return changes.select_related("absorbing").prefetch_related(Prefetch("successions", successions))
