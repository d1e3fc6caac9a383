"""The list of local governments as the secretariat filters it, and the history of one."""

from django.db.models import Prefetch

from members.government_changes.queries import DONE
from members.local_governments.models import LocalGovernment
from members.local_governments.panels import PlaceFilter
from members.local_governments.prefectures import NAME_OF

STATES = {"": "存続", "abolished": "廃止", "all": "すべて"}
KINDS = tuple(LocalGovernment.Kind.choices)


class GovernmentFilter(PlaceFilter):
    def __init__(self, query):
        super().__init__(query)
        self.kind = query.get("kind", "") if query.get("kind") in dict(KINDS) else ""
        self.state = query.get("state", "") if query.get("state") in STATES else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.state) or super().is_narrowed

    def rows(self):
        rows = LocalGovernment.objects.all()
        if self.state != "all":
            rows = rows.filter(abolished_on__isnull=not self.state)
        if self.prefecture:
            rows = rows.filter(prefecture=NAME_OF[self.prefecture])
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.q:
            rows = rows.search(self.q)
        return rows.select_related("organization").prefetch_related(
            Prefetch("followed_by", DONE.select_related("successor"), to_attr="steps_on"),
            Prefetch("follows", DONE.select_related("predecessor"), to_attr="steps_back"),
        )
