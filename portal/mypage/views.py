from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.topic_lists.queries import new_topics
from members.sessions.queries import previous_login
from news.announcements.queries import latest_announcements
from portal.mypage import queries


@require_safe
def mypage(request):
    """What waits for me, what my organisation has running, what is new."""
    user = request.user
    context = {
        "pending": queries.pending_of(user),
        "new": new_topics(user),  # before what is running, which asks what is unread
        "running": queries.running_of(user),
        "announcements": latest_announcements(3) if user.is_member else [],
        "drafts": queries.drafts_of(user),
        "previous_login": previous_login(request),
    }
    return render(request, "portal/mypage/mypage.html", context)
