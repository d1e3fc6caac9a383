"""Which records somebody asks for: disaster, type, sender and stricken prefecture, from the query string."""

import datetime
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from common.compiled_queries.compiled import compiled
from common.page_cache.values import kept_for_visitors
from common.text import one_line
from disaster.disasters.models import AffectedArea, Disaster, DisasterPeriod
from disaster.disasters.queries import named_by_page, wholes_at
from disaster.figures.models import SupportSum
from disaster.figures.scopes import Parameters, read_number
from disaster.figures.sums import ANY
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import TYPES, SupportRecordVersion
from disaster.support_records.moments import Moments
from members.access.viewers import viewer_of
from members.local_governments.models import LocalGovernment
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
        """Disasters with at least one record that is asked for; all of them without a filter.

        What was merged into a disaster is told on its page, and counts as its own.
        """
        if self.disaster:
            disasters = disasters.filter(pk=self.disaster)
        wholes = wholes_at(moments.recorded)
        if self.prefecture:
            disasters = disasters.filter(pk__in={wholes.get(pk, pk) for pk in self._struck(moments)})
        if self.type or self.sender:
            asked = {pk for model in TOLD for pk in self._asked(model, moments)}
            disasters = disasters.filter(pk__in={wholes.get(pk, pk) for pk in asked})
        return disasters

    def _struck(self, moments: Moments) -> QuerySet:
        areas = AffectedArea.objects.as_recorded(moments.recorded)
        areas = areas.filter(local_government__prefecture=NAME_OF[self.prefecture])
        return areas.order_by().values_list("disaster", flat=True).distinct()

    def _asked(self, model, moments: Moments) -> QuerySet:
        told = self._narrow(moments.narrow(model.objects.filter(record__disaster__isnull=False)))
        return told.order_by().values_list("record__disaster", flat=True).distinct()

    def versions(self, model, user, moments: Moments) -> list:
        """Versions of records or of statements, newest disaster first, as they were entered."""
        rows = moments.narrow(model.objects.visible_to(user, moments.recorded))
        rows = self._narrow(rows).with_names()
        if self.disaster or self.prefecture:
            disasters = replace(self, type="", sender="").disasters(Disaster.objects.all(), moments)
            rows = rows.filter(record__disaster__in=disasters.with_merged(moments.recorded))
        rows = named_by_page(rows.order_by("record"), moments.recorded)
        return sorted(rows, key=_began_on, reverse=True)

    def _narrow(self, rows: QuerySet) -> QuerySet:
        if self.type:
            rows = rows.filter(kind__in=TYPES[self.type][1])
        return rows.filter(sender=self.sender) if self.sender else rows


def _began_on(version) -> datetime.date:
    disaster = version.record.disaster
    return (disaster and disaster.began_on) or datetime.date.min


@kept_for_visitors(Disaster, DisasterPeriod, LocalGovernment, Statement, StatementVersion, SupportSum)
def senders(user) -> list[str]:
    """Who gave support, bodies by their code, behind those without one; for the choices of the filter."""
    codes = {}
    for sender, code in _senders(viewer_of(user)):
        codes[sender] = code or codes.get(sender, "")
    return sorted(codes, key=lambda sender: (codes[sender], sender))


@compiled
def _senders(viewer):
    columns = ("sender", "sender_government__code")
    statements = StatementVersion.objects.visible_to(viewer).as_recorded().order_by()
    given = SupportSum.objects.filter(figure=ANY, disaster__in=Disaster.objects.told_to(viewer))
    return given.values_list(*columns).union(statements.values_list(*columns))
