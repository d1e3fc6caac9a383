import datetime
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from members.sessions import browser_names

SEEN = "seen_at"  # when the use of this session was last written down, in seconds
BEFORE = "previous_login"


@dataclass(frozen=True)
class OpenSession:
    """One browser in which a person is logged in now."""

    pk: int
    browser: str
    ip: str
    began_at: datetime.datetime
    used_at: datetime.datetime
    is_current: bool


def previous_login(request) -> datetime.datetime | None:
    """When they logged in before this session; None where this is the first time."""
    text = request.session.get(BEFORE, "")
    return datetime.datetime.fromisoformat(text) if text else None


def open_sessions_of(user, current_key: str) -> list[OpenSession]:
    """Where they are logged in now: this browser first, then the one used last. Two queries, however many."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user).order_by("-last_seen_at")}
    alive = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    keys = {session.session_key for session in alive if _opens(session, user)}
    places = [
        OpenSession(
            pk=row.pk,
            browser=browser_names.browser_name(row.user_agent),
            ip=row.ip,
            began_at=row.created_at,
            used_at=row.last_seen_at,
            is_current=key == current_key,
        )
        for key, row in rows.items()
        if key in keys
    ]
    return sorted(places, key=lambda place: not place.is_current)


def _opens(session, user) -> bool:
    """A session from before the last change of the password opens nothing any more."""
    before = session.get_decoded().get(HASH_SESSION_KEY, "")
    return constant_time_compare(before, user.get_session_auth_hash())
