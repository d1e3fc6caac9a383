"""The catalogue of events and the page of one."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from common.attachments.queries import files_of
from common.japanese_calendar import fiscal_year_name, wareki
from common.page_cache import cached_for_visitors
from common.pagination import first_rows, paginate
from common.spreadsheets.writing import xlsx_response
from common.text import render_body
from events.events import ics, panels, queries, spreadsheets
from events.events.filters import EventFilter
from events.events.models import Event, Headcount, Participation
from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

list_page = cached_for_visitors(Event, Participation, LocalGovernment)
detail_page = cached_for_visitors(
    Event, Headcount, Participation, LocalGovernment, Organization, GovernmentChange, Succession
)
COMING_SHOWN = 6  # above the list of what is over; all of them under ?when=upcoming


@list_page
def event_list(request):
    chosen = EventFilter.read(request.GET)
    coming, past = chosen.lists(request.user)
    page = paginate(coming if chosen.when == "upcoming" else past, request, per_page=20)
    above = [] if chosen.when else first_rows(coming, COMING_SHOWN + 1)
    context = {
        "chosen": chosen,
        "page": page,
        "coming": above[:COMING_SHOWN],
        "more_coming": len(above) > COMING_SHOWN,
        "kinds": Event.Kind.choices,
        "years": [(year, fiscal_year_name(year)) for year in queries.event_years(request.user)],
        "prefectures": queries.event_prefectures(request.user),
    }
    return render(request, "events/events/event_list.html", context)


@detail_page
def event_detail(request, pk):
    event = get_object_or_404(Event.objects.visible_to(request.user).prefetch_related("headcounts"), pk=pk)
    files = files_of(event)
    context = {
        "event": event,
        "summary": render_body(event.summary),
        "rows": panels.rows_of(event),
        "governments": panels.governments_of(event),
        "pictures": [file for file in files if file.kind.startswith("image/")],
        "documents": [file for file in files if not file.kind.startswith("image/")],
    }
    return render(request, "events/events/event_detail.html", context)


@login_not_required
@require_safe
def event_sheet(request):
    events = EventFilter.read(request.GET).in_order(Event.objects.visible_to(request.user))
    return xlsx_response("イベント・展示", spreadsheets.HEADER, spreadsheets.rows(events))


MAX_ENTRIES = 300  # the newest; a calendar that subscribes keeps what it had


@list_page
def event_file(request, pk):
    event = get_object_or_404(Event.objects.visible_to(request.user).on_known_days(), pk=pk)
    return _calendar([event], f"event-{event.pk}.ics")


@list_page
def calendar(request):
    events = Event.objects.published().on_known_days().newest_first()[:MAX_ENTRIES]
    return _calendar(events, "calendar.ics")


def _calendar(events, name):
    response = HttpResponse(ics.calendar_of(events), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


FEED_LENGTH = 30


class EventFeed(Feed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME} イベント・展示"
    subtitle = "全国連携展示、魅力発信イベント、講演会、交流イベントなどのご案内"
    link = reverse_lazy("events:event-list")
    language = "ja"

    def items(self):
        return Event.objects.published().order_by("-published_at", "-starts_on", "-pk")[:FEED_LENGTH]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """A summary is HTML there, what was typed is text."""
        known = [wareki(item.starts_on, item.date_precision), item.venue, item.summary or item.note]
        return escape("　".join(part for part in known if part))

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at

    def item_categories(self, item):
        return [item.get_kind_display()]


_feed = EventFeed()


@list_page
def event_feed(request):
    return _feed(request)
