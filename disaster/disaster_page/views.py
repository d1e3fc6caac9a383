"""What the 23 wards did for stricken municipalities."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from common.spreadsheets.writing import csv_response, xlsx_response
from disaster.disaster_page import filters, panels, spreadsheets
from disaster.disaster_page.filters import SupportFilter, senders
from disaster.disaster_page.queries import listed_disasters
from disaster.disasters.models import AffectedArea, Disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.local_governments.models import LocalGovernment

public_page = cached_for_visitors(
    *[Disaster, AffectedArea, LocalGovernment],
    *[SupportRecord, SupportRecordVersion, Statement, StatementVersion],
)


@public_page
def disaster_list(request):
    chosen = SupportFilter.read(request.GET)
    context = {
        "chosen": chosen,
        "page": paginate(listed_disasters(chosen, request.user), request, per_page=50),
        "types": filters.LABELS.items(),
        "senders": senders(request.user),
    }
    return render(request, "disaster/disaster_page/disaster_list.html", context)


@public_page
def disaster_detail(request, pk):
    disaster = get_object_or_404(Disaster.objects.visible_to(request.user), pk=pk)
    if disaster.merged_into_id:
        return redirect("disaster:disaster-detail", disaster.merged_into_id, permanent=True)
    return render(request, "disaster/disaster_page/disaster_detail.html", panels.disaster_context(disaster))


@login_not_required
@require_safe
def support_csv(request):
    return _table(csv_response, request)


@login_not_required
@require_safe
def support_xlsx(request):
    return _table(xlsx_response, request)


def _table(response, request):
    chosen = SupportFilter.read(request.GET)
    versions = [told for model in filters.TOLD for told in chosen.versions(model, request.user)]
    return response(
        "災害支援の記録",
        spreadsheets.HEADER,
        spreadsheets.rows(versions),
        text_columns=spreadsheets.CODE_COLUMNS,
    )
