"""The address of a number; nights on which stored sums were not those of the records."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.figures.actions import confirm_sum_difference
from disaster.figures.models import SumDifference, SupportSum
from disaster.figures.panels import choices, figure_asked, figure_context
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.access.decorators import secretariat_only
from members.local_governments.models import LocalGovernment


@cached_for_visitors(
    Disaster, DisasterPeriod, LocalGovernment, SupportRecord, SupportRecordVersion, SupportSum
)
def figure_detail(request, key):
    shown, scope, moments, disaster = figure_asked(request.GET, key)
    context = figure_context(shown, scope, moments, request.user) | choices(request.user)
    return render(request, "disaster/figures/figure_detail.html", context | {"disaster": disaster})


@secretariat_only
@require_safe
def sum_difference_list(request):
    differences = SumDifference.objects.waiting_first().select_related("disaster", "seen_by")
    context = {"page": paginate(differences, request, per_page=50)}
    return render(request, "disaster/figures/sum_difference_list.html", context)


@secretariat_only
@require_POST
def sum_difference_confirm(request, pk):
    confirm_sum_difference(difference=get_object_or_404(SumDifference, pk=pk), by=request.user)
    messages.success(request, "確認したことを記録しました。")
    return redirect("disaster:sum-difference-list")
