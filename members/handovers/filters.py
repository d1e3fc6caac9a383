"""The secretariat's list of hand-overs: planned, failed, done, cancelled."""

from django.db.models import Q

from members.local_governments.panels import PlaceFilter
from members.local_governments.prefectures import NAME_OF
from members.organizations.queries import named

OPEN = Q(done_at__isnull=True, cancelled_at__isnull=True)
STATES = {
    "planned": ("予定", OPEN & Q(failed_at__isnull=True), ("effective_on", "id")),
    "failed": ("実施できません", OPEN & Q(failed_at__isnull=False), ("effective_on", "id")),
    "done": ("実施済み", Q(done_at__isnull=False), ("-done_at", "-id")),
    "cancelled": ("取消", Q(cancelled_at__isnull=False), ("-cancelled_at", "-id")),
}


class HandoverFilter(PlaceFilter):
    def __init__(self, query):
        super().__init__(query)
        self.state = query.get("state", "") if query.get("state") in STATES else "planned"

    def apply(self, handovers):
        if self.prefecture:
            handovers = handovers.filter(leaving__section__organization__prefecture=NAME_OF[self.prefecture])
        if self.q:
            handovers = handovers.filter(
                Q(leaving__name__icontains=self.q)
                | Q(successor_name__icontains=self.q)
                | Q(successor_email__icontains=self.q)
                | named(self.q, to="leaving__section__organization__")
            )
        return handovers
