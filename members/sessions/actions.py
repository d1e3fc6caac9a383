"""The places where a person is logged in (ログイン中の端末), and when they logged in before this."""

import datetime
import time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from members.sessions.queries import BEFORE, SEEN

HOUR_SECONDS = 3600


def begin_session(request, before: datetime.datetime | None) -> None:
    """A session begins; `before` is when the person logged in the last time."""
    request.session[SEEN] = time.time()
    request.session[BEFORE] = before.isoformat() if before else ""


def note_session_use(request) -> None:
    """Write down that the session is in use, at most once an hour: a write each request costs too much."""
    seen = request.session.get(SEEN)
    if seen is None or time.time() - seen < HOUR_SECONDS:
        return
    request.session[SEEN] = time.time()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def end_sessions(rows) -> int:
    """Log out the places given as a queryset of UserSession; how many they were."""
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.model.objects.filter(session_key__in=keys).delete()
    return len(keys)
