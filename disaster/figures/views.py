"""The address of a number."""

from django.shortcuts import render

from common.page_cache.caching import cached_for_visitors
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.figures.models import SupportSum
from disaster.figures.panels import choices, figure_asked, figure_context
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.local_governments.models import LocalGovernment


@cached_for_visitors(
    Disaster, DisasterPeriod, LocalGovernment, SupportRecord, SupportRecordVersion, SupportSum
)
def figure_detail(request, key):
    shown, scope, moments, disaster = figure_asked(request.GET, key)
    context = figure_context(shown, scope, moments) | choices(request.user)
    return render(request, "disaster/figures/figure_detail.html", context | {"disaster": disaster})
