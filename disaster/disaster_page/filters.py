"""Which records somebody asks for: disaster, type and sender, from the query string."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.compiled_queries.compiled import compiled
from common.text import one_line
from disaster.statements.models import StatementVersion
from disaster.support_records.models import TYPES, SupportRecordVersion
from members.access.viewers import viewer_of

LABELS = {name: label for name, (label, _) in TYPES.items()}
TOLD = (SupportRecordVersion, StatementVersion)
LAST_ID = 2**63 - 1


@dataclass(frozen=True)
class SupportFilter:
    """Empty means any; what makes no sense is no filter."""

    disaster: int | str = ""
    type: str = ""
    sender: str = ""

    @classmethod
    def read(cls, query) -> "SupportFilter":
        disaster = query.get("disaster", "")
        is_number = disaster.isascii() and disaster.isdigit() and int(disaster[:20]) <= LAST_ID
        kind = query.get("type", "")
        return cls(
            disaster=int(disaster[:20]) if is_number else "",
            type=kind if kind in TYPES else "",
            sender=one_line(query.get("sender", ""))[:80],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.disaster or self.type or self.sender)

    @property
    def query(self) -> str:
        asked = {"disaster": self.disaster, "type": self.type, "sender": self.sender}
        kept = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def disasters(self, disasters: QuerySet) -> QuerySet:
        """Disasters with at least one record that is asked for; all of them without a filter."""
        if self.disaster:
            disasters = disasters.filter(pk=self.disaster)
        if self.type or self.sender:
            asked = Q()
            for model in TOLD:
                rows = model.objects.as_recorded().filter(record__disaster=OuterRef("pk"))
                asked |= Exists(self._narrow(rows))
            disasters = disasters.filter(asked)
        return disasters

    def versions(self, model, user) -> list:
        """The current versions of records or of statements, newest disaster first, as they were entered."""
        rows = self._narrow(model.objects.visible_to(user).as_recorded()).with_names()
        if self.disaster:
            rows = rows.filter(record__disaster=self.disaster)
        return sorted(rows.order_by("record"), key=_began_on, reverse=True)

    def _narrow(self, rows: QuerySet) -> QuerySet:
        if self.type:
            rows = rows.filter(kind__in=TYPES[self.type][1])
        return rows.filter(sender=self.sender) if self.sender else rows


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
