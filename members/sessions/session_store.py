"""Django's sessions in the database; the one of a request is asked for by a compiled query."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from common.compiled_queries.compiled import compiled


class SessionStore(db.SessionStore):  # of the same name: it is part of what signs the content
    def _get_session_from_db(self) -> Session | None:
        session = _open_session.first(session_key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
        return session


@compiled
def _open_session(*, session_key, now):
    return Session.objects.filter(session_key=session_key, expire_date__gt=now)
