"""Which records somebody asks for: disaster, type, sender and stricken prefecture, from the query string."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.compiled_queries.compiled import compiled
from common.text import one_line
from disaster.disasters.models import AffectedArea, Disaster
from disaster.figures.scopes import Parameters, read_number
from disaster.statements.models import StatementVersion
from disaster.support_records.models import TYPES, SupportRecordVersion
from disaster.support_records.moments import NOW, Moments
from members.access.viewers import viewer_of
from members.local_governments.prefectures import NAME_OF

LABELS = {name: label for name, (label, _) in TYPES.items()}
TOLD = (SupportRecordVersion, StatementVersion)


@dataclass(frozen=True)
class SupportFilter(Parameters):
    """`prefecture` is two digits."""

    disaster: int | str = ""
    type: str = ""
    sender: str = ""
    prefecture: str = ""

    @classmethod
    def read(cls, query) -> "SupportFilter":
        kind, prefecture = query.get("type", ""), query.get("prefecture", "")
        return cls(
            disaster=read_number(query, "disaster"),
            type=kind if kind in TYPES else "",
            sender=one_line(query.get("sender", ""))[:80],
            prefecture=prefecture if prefecture in NAME_OF else "",
        )

    @property
    def is_empty(self) -> bool:
        return not self.asked

    def disasters(self, disasters: QuerySet, moments: Moments) -> QuerySet:
        """Disasters with at least one record that is asked for; all of them without a filter."""
        if self.disaster:
            disasters = disasters.filter(pk=self.disaster)
        if self.prefecture:
            struck = AffectedArea.objects.filter(local_government__prefecture=NAME_OF[self.prefecture])
            disasters = disasters.filter(Exists(struck.filter(disaster=OuterRef("pk"))))
        if self.type or self.sender:
            asked = Q()
            for model in TOLD:
                asked |= Exists(self._narrow(told_of_outer(model, moments)))
            disasters = disasters.filter(asked)
        return disasters

    def versions(self, model, user, moments: Moments) -> list:
        """Versions of records or of statements, newest disaster first, as they were entered."""
        rows = self._narrow(moments.narrow(model.objects.visible_to(user))).with_names()
        if self.disaster:
            shown = Disaster.objects.filter(pk=self.disaster)
            told_by = shown | Disaster.objects.filter(merged_into=self.disaster)
            rows = rows.filter(record__disaster__in=told_by)
        if self.prefecture:
            struck = AffectedArea.objects.filter(local_government__prefecture=NAME_OF[self.prefecture])
            rows = rows.filter(record__disaster__in=struck.values("disaster"))
        return sorted(rows.order_by("record"), key=_began_on, reverse=True)

    def _narrow(self, rows: QuerySet) -> QuerySet:
        if self.type:
            rows = rows.filter(kind__in=TYPES[self.type][1])
        return rows.filter(sender=self.sender) if self.sender else rows


def told_of_outer(model, moments: Moments = NOW) -> QuerySet:
    """What is told of the disaster of the outer query, or of what was merged into it."""
    of = Q(record__disaster=OuterRef("pk")) | Q(record__disaster__merged_into=OuterRef("pk"))
    return moments.narrow(model.objects.filter(of))


def _began_on(version) -> datetime.date:
    disaster = version.record.disaster
    return (disaster and disaster.began_on) or datetime.date.min


def senders(user) -> list[str]:
    """Who gave support, bodies by their code, behind those without one; for the choices of the filter."""
    codes = {}
    for sender, code in _senders(viewer_of(user)):
        codes[sender] = code or codes.get(sender, "")
    return sorted(codes, key=lambda sender: (codes[sender], sender))


@compiled
def _senders(viewer):
    first, *others = (
        model.objects.visible_to(viewer)
        .as_recorded()
        .order_by()
        .values_list("sender", "sender_government__code")
        for model in TOLD
    )
    return first.union(*others)
