"""What the 23 wards did for stricken municipalities."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from common.attachments.models import StoredFile
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from disaster.bulletins.models import Bulletin
from disaster.disaster_page import filters, panels, queries
from disaster.disaster_page.filters import SupportFilter, senders
from disaster.disaster_page.sharing import sharing_of
from disaster.disaster_page.timeline import known_sums, timeline, told_of_disasters
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark, DisasterPeriod
from disaster.disasters.queries import wholes_at
from disaster.figures.models import SupportSum
from disaster.register.models import EarlierWords, WithdrawnFile
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from disaster.ward_reports.rules import can_report_support
from members.access.viewers import viewer_of
from members.directory.tile_map import tile_map
from members.local_governments.models import LocalGovernment

public_page = cached_for_visitors(
    *[Disaster, DisasterPeriod, AffectedArea, DisasterMark, LocalGovernment, Bulletin],
    *[SupportRecord, SupportRecordVersion, Statement, StatementVersion, StoredFile],
    *[WithdrawnFile, EarlierWords, SupportSum],
)


@public_page
def disaster_list(request):
    chosen, moments = SupportFilter.read(request.GET), Moments.read(request.GET)
    shown = queries.listed_disasters.listing(viewer_of(request.user))
    if moments.recorded or not chosen.is_empty:
        told = Disaster.objects.told_to(request.user)
        visible = Disaster.objects.visible_to(request.user).filter(pk__in=told)
        shown = queries.for_list(chosen.disasters(visible, moments), moments.recorded)
    page = paginate(shown, request, per_page=50)
    told = told_of_disasters(request.user, tuple(each.pk for each in page.rows), moments)
    years, empty = timeline(page.rows, told)
    context = {
        "chosen": chosen,
        "moments": moments,
        "files_query": chosen.query(moments),
        "page": page,
        "sums": known_sums(request.user, moments) if chosen.is_empty else [],
        "years": years,
        "empty": empty,
        "types": filters.LABELS.items(),
        "senders": senders(request.user),
        "map": tile_map(
            told.by_prefecture,
            "?prefecture=",
            chosen=chosen.prefecture,
            unit="災害",
            bounds=panels.BOUNDS,
            links_to_none=False,
        ),
    }
    return render(request, "disaster/disaster_page/disaster_list.html", context)


@public_page
def disaster_detail(request, pk):
    user = request.user
    disaster = queries.shown_disaster.first(viewer_of(user), pk=pk)
    if disaster is None or disaster.merged_into_id:
        get_object_or_404(Disaster.objects.told_to(user), pk=pk)
    if disaster is None:  # a draft that is told by another
        return redirect("disaster:disaster-detail", wholes_at()[pk])
    moments = Moments.read(request.GET, disaster=disaster)
    if whole := panels.told_by_other(disaster, moments):
        return redirect(reverse("disaster:disaster-detail", args=[whole]) + moments.query)
    if not panels.was_told(disaster, moments):
        context = {"disaster": disaster, "moments": moments}
        return render(request, "disaster/disaster_page/disaster_not_told.html", context)
    context = panels.disaster_context(disaster, moments, user)
    context["may_report"] = user.is_authenticated and can_report_support(user)
    context["files_query"] = SupportFilter(disaster=pk).query(moments)
    context["sharing"] = sharing_of(disaster, context["files"]["pictures"])
    return render(request, "disaster/disaster_page/disaster_detail.html", context)
