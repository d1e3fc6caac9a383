"""The home page, and the pages about the site."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.page_cache import cached_for_visitors
from disaster.disasters.models import AffectedArea, Disaster
from disaster.disasters.queries import recent_disasters
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch
from events.events.models import Event
from events.events.queries import recent_events, upcoming_events
from members.local_governments.models import LocalGovernment
from members.metrics.models import Metric
from members.organizations.models import Organization
from news.news.models import Announcement
from news.news.queries import latest_announcements
from portal.home import figures

figures_page = cached_for_visitors(Organization, Metric)
home_page = cached_for_visitors(
    *[Event, Announcement, Organization, LocalGovernment, Metric, Disaster, AffectedArea],
    *[RecoveryPayment, StaffDispatch, ReliefGoods, OtherSupport],
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
        "member_count": Organization.objects.members().count(),
    }
    return render(request, "portal/home/home.html", context)


@figures_page
def about(request):
    return render(
        request,
        "portal/home/about.html",
        {"figures": figures.published_figures(), "member_count": Organization.objects.members().count()},
    )


@login_not_required
@require_safe
def terms(request):
    return render(request, "portal/home/terms.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "portal/home/privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "portal/home/accessibility.html")


@login_not_required
@require_safe
def robots(request):
    return render(request, "portal/home/robots.txt", content_type="text/plain; charset=utf-8")
