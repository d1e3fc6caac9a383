"""The home page, and the pages about the site."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

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

figures_page = cached_for_visitors(Organization, Metric)
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


@figures_page
def about(request):
    return render(
        request,
        "portal/home/about.html",
        {"figures": figures.published_figures(), "member_count": member_count()},
    )


def _fixed_page(name: str, **options):
    @login_not_required
    @require_safe
    def page(request):
        return render(request, f"portal/home/{name}", **options)

    return page


terms = _fixed_page("terms.html")
privacy = _fixed_page("privacy.html")
accessibility = _fixed_page("accessibility.html")
robots = _fixed_page("robots.txt", content_type="text/plain; charset=utf-8")
