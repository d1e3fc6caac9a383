"""The address of a number."""

from django.http import Http404
from django.shortcuts import render

from common.page_cache.caching import cached_for_visitors
from disaster.disasters.models import Disaster
from disaster.figures.definitions import figure
from disaster.figures.panels import choices, figure_context
from disaster.figures.scopes import Scope
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment


@cached_for_visitors(Disaster, LocalGovernment, SupportRecord, SupportRecordVersion)
def figure_detail(request, key):
    try:
        shown = figure(key)
    except LookupError:
        raise Http404 from None
    scope = Scope.read(request.GET)
    offered = choices()
    disaster = Disaster.objects.published().filter(pk=scope.disaster).first() if scope.disaster else None
    context = figure_context(shown, scope, Moments.read(request.GET, disaster=disaster))
    return render(request, "disaster/figures/figure_detail.html", context | offered | {"disaster": disaster})
