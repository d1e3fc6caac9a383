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


def delete_expired_sessions() -> int:
    """Delete the sessions that are over, and the places of sessions that are no more; how many sessions."""
    deleted, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return deleted
