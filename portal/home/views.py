"""The home page, and the pages about the site."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.attachments.models import StoredFile
from common.page_cache.caching import cached_for_visitors
from events.events.models import Event
from events.venues.models import Venue
from members.metrics.models import Metric
from members.organizations.models import Organization
from members.organizations.queries import member_count
from news.news.models import Announcement, NewsIssue
from portal.home import queries
from portal.home.figures import published_figures
from portal.home.work import work_of
from portal.home_pictures.models import HomePicture

figures_page = cached_for_visitors(Organization, Metric)
home_page = cached_for_visitors(
    *[Event, Venue, Announcement, NewsIssue, Organization, Metric, HomePicture, StoredFile],
    *queries.OF_SUPPORT,
)


@home_page
def home(request):
    """Who is logged in reads what visitors read, and above it what waits for them."""
    user, visitor = request.user, AnonymousUser()
    pictures = queries.home_pictures(visitor)
    context = {
        "work": work_of(user) if user.is_authenticated else None,
        "picture": pictures[0] if pictures else None,
        "map": None if pictures else queries.country_map(visitor),
        "figures": published_figures(visitor),
        "events": queries.home_events(visitor),
        "support": queries.home_support(visitor),
        "news": queries.home_news(visitor),
    }
    return render(request, "portal/home/home.html", context)


@figures_page
def about(request):
    return render(
        request,
        "portal/home/about.html",
        {"figures": published_figures(request.user), "member_count": member_count()},
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
