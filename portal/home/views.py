"""The home page."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render

from board.topics.rules import can_post_topic
from common.attachments.models import StoredFile
from common.page_cache.caching import cached_for_visitors
from events.events.models import Event
from events.venues.models import Venue
from members.metrics.models import Metric
from members.organizations.models import Organization
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue
from pamphlets.requests.models import PamphletRequest
from portal.home import queries
from portal.home.figures import published_figures
from portal.home.work import work_of
from portal.home_pictures.models import HomePicture

home_page = cached_for_visitors(
    *[Event, Venue, Announcement, NewsIssue, Article, Organization, Metric, HomePicture, StoredFile],
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
        "may_ask": user.is_authenticated and PamphletRequest.may_ask(user),
        "may_post": user.is_authenticated and can_post_topic(user),
    }
    return render(request, "portal/home/home.html", context)
