from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.topic_lists.queries import pending_topics
from members.access.viewers import viewer_of
from members.applications.queries import waiting_applications
from members.sessions.queries import previous_login
from portal.mypage import queries


@require_safe
def mypage(request):
    """What waits for me: first the things somebody else is waiting for."""
    user = request.user
    context = {
        "pending_items": queries.everything_pending(user),
        "board": pending_topics(user),
        "previous_login": previous_login(request),
        "handovers": queries.handovers_of(user),
        "other_drafts": queries.other_drafts_of(user),
    }
    if user.is_secretariat:
        context["applications"] = waiting_applications(viewer_of(user))
    return render(request, "portal/mypage/mypage.html", context)
