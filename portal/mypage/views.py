from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.topic_lists.queries import new_topics
from members.sessions.queries import previous_login
from news.announcements.queries import latest_announcements
from portal.first_steps.queries import first_steps_of
from portal.mypage import queries


@require_safe
def mypage(request):
    """What waits for me, what my organisation has running, what is new."""
    user = request.user
    pending = queries.pending_of(user)
    new = new_topics(user)  # before what is running, which asks what is unread
    context = {
        "pending": pending,
        "first_steps": first_steps_of(user, has_unread=bool(new.rows)),
        "new": new,
        "running": queries.running_of(user),
        "announcements": latest_announcements(3) if user.is_member else [],
        "drafts": queries.drafts_of(user),
        "previous_login": previous_login(request),
    }
    return render(request, "portal/mypage/mypage.html", context)
