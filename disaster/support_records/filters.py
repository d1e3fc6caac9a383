"""Which records somebody asks for: disaster, type and sender, from the query string."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from common.compiled_queries.compiled import compiled
from common.text import one_line
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch
from members.access.viewers import viewer_of

TYPES = {
    "money": ("復興支援金・義援金", RecoveryPayment, "payments_count"),
    "staff": ("職員派遣", StaffDispatch, "dispatches_count"),
    "goods": ("物資", ReliefGoods, "goods_count"),
    "other": ("その他の支援", OtherSupport, "others_count"),
}
LABELS = {name: label for name, (label, _, _) in TYPES.items()}
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
            for model in self._models():
                asked |= Exists(self._narrow(model.objects.filter(disaster=OuterRef("pk"))))
            disasters = disasters.filter(asked)
        return disasters

    def supports(self, user) -> list:
        """The records themselves, newest disaster first, in the order money, people, goods, others."""
        found = []
        for model in self._models():
            rows = self._narrow(model.objects.visible_to(user)).with_names()
            if self.disaster:
                rows = rows.filter(disaster=self.disaster)
            found += rows
        found.sort(key=lambda row: row.disaster.began_on or datetime.date.min, reverse=True)
        return found

    def _models(self) -> list:
        return [model for name, (_, model, _) in TYPES.items() if self.type in ("", name)]

    def _narrow(self, rows: QuerySet) -> QuerySet:
        return rows.filter(sender=self.sender) if self.sender else rows


def senders(user) -> list[str]:
    """Who gave support, bodies by their code, behind those without one; for the choices of the filter."""
    codes = {}
    for sender, code in _senders(viewer_of(user)):
        codes[sender] = code or codes.get(sender, "")
    return sorted(codes, key=lambda sender: (codes[sender], sender))


@compiled
def _senders(viewer):
    first, *others = (
        model.objects.visible_to(viewer).order_by().values_list("sender", "sender_government__code")
        for _, model, _ in TYPES.values()
    )
    return first.union(*others)
