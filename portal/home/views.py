"""The home page, and the pages about the site."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disaster.disasters.queries import recent_disasters
from events.events.queries import recent_events, upcoming_events
from members.organizations.models import Organization
from news.news.queries import latest_announcements
from portal.home import figures
from portal.home.page_cache import about_page, home_page


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


@about_page
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
