"""The catalogue of events and the page of one."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import descriptions, selectors, sheets
from events.filters import EventFilter
from events.freshness import public_page
from events.models import Event
from office.cabinet import files_of
from office.calendar import fiscal_year_name
from office.paging import paginate
from office.sheet import xlsx_response
from office.text import render_body

COMING_SHOWN = 6  # above the list of what is over; all of them under ?when=upcoming


@public_page
def event_list(request):
    chosen = EventFilter.read(request.GET)
    visible = Event.objects.visible_to(request.user)
    events = chosen.narrow(visible)
    coming = events.upcoming()
    page = paginate(coming if chosen.when == "upcoming" else events.past(), request, per_page=20)
    above = [] if chosen.when else list(coming[: COMING_SHOWN + 1])
    context = {
        "chosen": chosen,
        "page": page,
        "coming": above[:COMING_SHOWN],
        "more_coming": len(above) > COMING_SHOWN,
        "kinds": Event.Kind.choices,
        "years": [(year, fiscal_year_name(year)) for year in selectors.years(visible)],
        "prefectures": selectors.prefectures(visible),
    }
    return render(request, "events/event_list.html", context)


@public_page
def event_detail(request, pk):
    event = get_object_or_404(Event.objects.visible_to(request.user).prefetch_related("headcounts"), pk=pk)
    files = files_of(event)
    context = {
        "event": event,
        "summary": render_body(event.summary),
        "rows": descriptions.rows_of(event),
        "governments": descriptions.governments_of(event),
        "pictures": [file for file in files if file.kind.startswith("image/")],
        "documents": [file for file in files if not file.kind.startswith("image/")],
    }
    return render(request, "events/event_detail.html", context)


@login_not_required
@require_safe
def event_sheet(request):
    events = EventFilter.read(request.GET).in_order(Event.objects.visible_to(request.user))
    return xlsx_response("イベント・展示", sheets.HEADER, sheets.rows(events))
