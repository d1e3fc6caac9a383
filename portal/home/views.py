"""The home page."""

from django.shortcuts import render

from common.page_cache.caching import cached_for_visitors
from disaster.disasters.models import AffectedArea, Disaster
from disaster.disasters.queries import recent_disasters
from events.event_lists.queries import recent_events, upcoming_events
from events.events.models import Event
from events.venues.models import Venue
from members.local_governments.models import LocalGovernment
from members.metrics.models import Metric
from members.organizations.models import Organization
from members.organizations.queries import member_count
from news.announcements.models import Announcement
from news.announcements.queries import latest_announcements
from portal.home import figures

home_page = cached_for_visitors(
    *[Event, Venue, Announcement, Organization, LocalGovernment, Metric, Disaster, AffectedArea],
)


@home_page
def home(request):
    upcoming = upcoming_events(3)
    context = {
        "upcoming": upcoming,
        "recent": [] if upcoming else recent_events(3),
        "announcements": latest_announcements(4),
        "disasters": recent_disasters(3),
        "figures": figures.published_figures(),
        "member_count": member_count(),
    }
    return render(request, "portal/home/home.html", context)
