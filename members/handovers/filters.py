"""The secretariat's list of hand-overs: planned, failed, done, cancelled."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.decorators import secretariat_only
from members.directory import options
from members.models import Handover
from members.models.local_government import plain_reading
from members.prefectures import NAME_OF
from office.paging import paginate

OPEN = Q(done_at__isnull=True, cancelled_at__isnull=True)
STATES = {
    "planned": ("予定", OPEN & Q(failed_at__isnull=True), ("effective_on", "id")),
    "failed": ("実施できません", OPEN & Q(failed_at__isnull=False), ("effective_on", "id")),
    "done": ("実施済み", Q(done_at__isnull=False), ("-done_at", "-id")),
    "cancelled": ("取消", Q(cancelled_at__isnull=False), ("-cancelled_at", "-id")),
}
PER_PAGE = 50


class HandoverFilter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        self.state = query.get("state", "") if query.get("state") in STATES else "planned"
        self.prefecture = query.get("prefecture", "") if query.get("prefecture") in NAME_OF else ""
        self.q = query.get("q", "")[:60].replace("\0", "").strip()
        self.prefecture_options = options(tuple(NAME_OF.items()), self.prefecture)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.prefecture or self.q)

    def apply(self, handovers):
        if self.prefecture:
            handovers = handovers.filter(leaving__section__organization__prefecture=NAME_OF[self.prefecture])
        if self.q:
            reading = plain_reading(self.q)
            handovers = handovers.filter(
                Q(leaving__name__icontains=self.q)
                | Q(successor_name__icontains=self.q)
                | Q(successor_email__icontains=self.q)
                | Q(leaving__section__organization__name__contains=self.q)
                | Q(leaving__section__organization__name_kana__contains=reading)
            )
        return handovers


def _tabs(request, chosen, counts) -> list[dict]:
    """The states, each with the other filters as they are."""
    query = request.GET.copy()
    query.pop("page", None)
    tabs = []
    for key, (label, _, _) in STATES.items():
        query["state"] = key
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "url": url, "current": key == chosen.state, "count": counts[key]})
    return tabs


@secretariat_only
@require_safe
def handover_list(request):
    chosen = HandoverFilter(request.GET)
    found = chosen.apply(Handover.objects.visible_to(request.user))
    counts = found.aggregate(**{key: Count("pk", filter=which) for key, (_, which, _) in STATES.items()})
    _, which, order = STATES[chosen.state]
    rows = found.filter(which).select_related("leaving__section__organization__local_government")
    context = {
        "filter": chosen,
        "tabs": _tabs(request, chosen, counts),
        "page": paginate(rows.order_by(*order), request, per_page=PER_PAGE),
    }
    return render(request, "members/handover_list.html", context)
