"""What sources printed, over all disasters; quoted, never added."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.shortcuts import render

from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import named_by_page
from disaster.statements.filters import SCOPES, StatementFilter
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment


@cached_for_visitors(Disaster, DisasterPeriod, LocalGovernment, Statement, StatementVersion)
def statement_list(request):
    chosen, moments = StatementFilter.read(request.GET), Moments.read(request.GET, with_year=True)
    told = moments.narrow(StatementVersion.objects.visible_to(request.user, moments.recorded))
    whole_first = [Coalesce("part_of", "record"), F("part_of").asc(nulls_first=True), "record"]
    rows = chosen.narrow(told, moments).with_names()
    rows = rows.order_by(F("as_of").desc(nulls_last=True), *whole_first)
    page = paginate(rows, request, per_page=50)
    named_by_page(page.rows, moments.recorded)
    context = {
        "chosen": chosen,
        "moments": moments,
        "page": page,
        "disasters": Disaster.objects.visible_to(request.user).standing().newest_first(),
        "sources": told.order_by("source").values_list("source", flat=True).distinct(),
        "scopes": [(value, label) for value, (label, _) in SCOPES.items()],
    }
    return render(request, "disaster/statements/statement_list.html", context)
