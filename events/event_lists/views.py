"""The catalogue of events, its table and its feed."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from common.japanese_calendar import fiscal_year_name, wareki
from common.page_cache import cached_for_visitors
from common.pagination import first_rows, paginate
from common.spreadsheets.writing import xlsx_response
from events.calendars import ics
from events.event_lists import queries, spreadsheets
from events.event_lists.filters import EventFilter
from events.events.models import Event, EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.models import Participation
from events.programmes.models import ProgrammePart
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment

list_page = cached_for_visitors(Event, EventHost, Venue, Participation, LocalGovernment)
_WEBCAL = f"webcal://{urlsplit(settings.SITE_URL).netloc}"
COMING_SHOWN = 6  # above the list of what is over; all of them under ?when=upcoming


@list_page
def event_list(request):
    chosen = EventFilter.read(request.GET)
    coming, past = chosen.lists(request.user)
    page = paginate(coming if chosen.when == "upcoming" else past, request, per_page=20)
    above = [] if chosen.when else first_rows(coming, COMING_SHOWN + 1)
    context = {
        "chosen": chosen,
        "subscription": f"{_WEBCAL}{reverse('events:calendar')}{chosen.url()}".rstrip("?"),
        "page": page,
        "coming": above[:COMING_SHOWN],
        "more_coming": len(above) > COMING_SHOWN,
        "kinds": Event.Kind.choices,
        "years": [(year, fiscal_year_name(year)) for year in queries.event_years(request.user)],
        "prefectures": queries.event_prefectures(request.user),
    }
    return render(request, "events/event_lists/event_list.html", context)


@login_not_required
@require_safe
def event_sheet(request):
    events = EventFilter.read(request.GET).in_order(Event.objects.visible_to(request.user).with_hosts())
    return xlsx_response("イベント・展示", spreadsheets.HEADER, spreadsheets.rows(events))


MAX_ENTRIES = 300  # a calendar that subscribes keeps what it had


@cached_for_visitors(
    Event, EventHost, Venue, ProgrammePart, OpeningRule, SpecialDay, Participation, LocalGovernment
)
def calendar(request):
    """What fits the filter, for calendars that subscribe to it."""
    chosen = EventFilter.read(request.GET)
    events = ics.with_entries(chosen.in_order(Event.objects.published()))[:MAX_ENTRIES]
    return ics.calendar_response(events, "calendar.ics", " ".join([ics.NAME, *chosen.words]))


FEED_LENGTH = 30


class EventFeed(Feed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME} イベント・展示"
    subtitle = "全国連携展示、魅力発信イベント、講演会、交流イベントなどのご案内"
    link = reverse_lazy("events:event-list")
    language = "ja"

    def items(self):
        return (
            Event.objects.published()
            .with_hosts()
            .order_by("-published_at", "-starts_on", "-pk")[:FEED_LENGTH]
        )

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """A summary is HTML there, what was typed is text."""
        known = [wareki(item.starts_on, item.date_precision), item.place, item.about]
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
