"""The front door, and what waits for the one who is logged in."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

import board.selectors
import disaster.selectors
import events.selectors
import news.selectors
from members import sessions
from members.models import Organization
from members.selectors import waiting_applications
from portal import figures, waiting
from portal.freshness import home_page

MOST_APPLICATIONS = 10


@home_page
def home(request):
    upcoming = events.selectors.upcoming(3)
    context = {
        "upcoming": upcoming,
        "recent": [] if upcoming else events.selectors.recent(3),
        "announcements": news.selectors.latest(4),
        "disasters": disaster.selectors.recent(3),
        "words": figures.published(),
        "member_count": Organization.objects.members().count(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def mypage(request):
    """What waits for me: first the things somebody else is waiting for."""
    user = request.user
    context = {
        "tasks": waiting.tasks_of(user),
        "board": board.selectors.waiting_for(user),
        "previous_login": sessions.previous_login(request),
        "handovers": waiting.handovers_of(user),
        "other_drafts": waiting.other_drafts_of(user),
    }
    if user.is_secretariat:
        context["applications"] = waiting_applications(user)[:MOST_APPLICATIONS]
    return render(request, "portal/mypage.html", context)
