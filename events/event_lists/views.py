"""The catalogue of events: list, month, fiscal years, series, its table and its feed."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from common.japanese_calendar import FIRST_YEAR, LAST_YEAR, WEEKDAYS, fiscal_year_name, today
from common.page_cache.caching import cached_for_visitors
from common.pagination import first_rows, paginate
from common.spreadsheets.writing import xlsx_response
from common.text import render_body
from events.calendars import ics
from events.event_lists import queries, spreadsheets
from events.event_lists.filters import EventFilter
from events.event_lists.months import last_of, month_of
from events.events.models import Event
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.programmes.models import ProgrammePart
from events.series.models import EventSeries
from events.venues.models import Venue

list_page = cached_for_visitors(
    Event, EventHost, Venue, *queries.OF_BODIES, EventSeries, OpeningRule, SpecialDay
)
_WEBCAL = f"webcal://{urlsplit(settings.SITE_URL).netloc}"
COMING_SHOWN = 6  # above the list of what is over; all of them under ?when=upcoming


@list_page
def event_list(request):
    chosen = EventFilter.read(request.GET)
    coming, past = chosen.lists(request.user)
    by_year = queries.past_by_year(request.user)
    is_counted = not chosen.chips and chosen.when != "upcoming"
    rows, total = coming if chosen.when == "upcoming" else past, sum(by_year.values())
    page = paginate(rows, request, per_page=20, total=total if is_counted else None)
    above = [] if chosen.when else first_rows(coming, COMING_SHOWN + 1)
    context = {
        "chosen": chosen,
        "subscription": f"{_WEBCAL}{reverse('events:calendar')}{chosen.url()}".rstrip("?"),
        "page": page,
        "coming": above[:COMING_SHOWN],
        "more_coming": len(above) > COMING_SHOWN,
        "kinds": Event.Kind.choices,
        "years": [(year, fiscal_year_name(year)) for year in by_year if year],
        "prefectures": queries.event_prefectures(request.user),
    }
    return render(request, "events/event_lists/event_list.html", context)


@list_page
def event_month(request, month=""):
    """A month as a table; without one the present month."""
    first = _first_of(month) if month else today().replace(day=1)
    if first is None:
        raise Http404
    chosen = EventFilter.read(request.GET)
    events = chosen.between(request.user, first, last_of(first))
    context = {"month": month_of(first, events), "chosen": chosen, "weekdays": WEEKDAYS}
    return render(request, "events/event_lists/event_month.html", context)


def _first_of(month: str) -> datetime.date | None:
    """The first day of 2026-01; None of a month outside the years that are written as eras."""
    year, number = map(int, month.split("-"))
    is_known = FIRST_YEAR <= year < LAST_YEAR and 1 <= number <= 12
    return datetime.date(year, number, 1) if is_known else None


@list_page
def event_archive(request):
    """Every fiscal year since the project began, with the number of its events."""
    return render(request, "events/event_lists/event_archive.html", {"years": queries.archive(request.user)})


@list_page
def event_series(request, pk):
    """The events of one name over the years."""
    series = get_object_or_404(EventSeries, pk=pk)
    events = Event.objects.visible_to(request.user).filter(series=series).for_agenda().newest_first()
    if not events:
        raise Http404
    context = {"series": series, "events": events, "summary": render_body(series.summary)}
    return render(request, "events/event_lists/event_series.html", context)


@login_not_required
@require_safe
def event_sheet(request):
    events = EventFilter.read(request.GET).in_order(Event.objects.visible_to(request.user).with_hosts())
    return xlsx_response("イベント・展示", spreadsheets.HEADER, spreadsheets.rows(events))


MAX_ENTRIES = 300  # a calendar that subscribes keeps what it had


@cached_for_visitors(Event, EventHost, Venue, ProgrammePart, OpeningRule, SpecialDay, *queries.OF_BODIES)
def calendar(request):
    """What fits the filter, for calendars that subscribe to it."""
    chosen = EventFilter.read(request.GET)
    events = ics.with_entries(chosen.in_order(Event.objects.published()))[:MAX_ENTRIES]
    return ics.calendar_response(events, "calendar.ics", " ".join([ics.NAME, *chosen.words]))


FEED_LENGTH = 30


class EventFeed(Feed):
    feed_type = Atom1Feed
    subtitle = "全国連携展示、魅力発信イベント、講演会、交流イベントなどのご案内"
    language = "ja"

    def get_object(self, request):
        return EventFilter.read(request.GET)

    def title(self, chosen):
        words = "、".join(chosen.words)
        return f"{settings.SITE_NAME} イベント・展示" + (f"（{words}）" if words else "")

    def link(self, chosen):
        return f"{reverse('events:event-list')}{chosen.url()}".removesuffix("?")

    def feed_url(self, chosen):
        return chosen.feed_url

    def items(self, chosen):
        found = chosen.narrow(Event.objects.published().with_hosts())
        return found.order_by("-published_at", "-starts_on", "-pk")[:FEED_LENGTH]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """A summary is HTML there, what was typed is text."""
        known = [item.period, item.place, item.about]
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
