"""While the database does not answer: pages say so at once, one request a second looks whether it is back.

Without this every thread would wait for a connection in vain, and even /healthz would stand in that queue.
"""

import threading
from time import monotonic as _seconds

import psycopg
from django.db import InterfaceError, OperationalError, connection

PAUSE_SECONDS, LOOK_SECONDS = 1, 2
_NO_CONNECTION = ("08", "53", "57P")  # SQLSTATE: connection, resources, shutdown and start of the server

_lock = threading.Lock()
_look_at: float | None = None  # when to look again; None while the database answers


def is_outage(error: BaseException | None) -> bool:
    """Whether the error says that the database is away, not that a query was wrong."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)  # none where the server was not even heard
    return state is None or state.startswith(_NO_CONNECTION)


def note_outage() -> None:
    """A request failed for it, or the connection that listens for changes was lost; asks whether it is one.

    A pool that was full for too long while many came is none, nor one connection that was ended.
    """
    if not _answers():
        _pause()


def _pause() -> None:
    global _look_at
    with _lock:
        _look_at = _seconds() + PAUSE_SECONDS


def database_answers() -> bool:
    """True without a question where nobody noted an outage; else as the last look said, one each second."""
    global _look_at
    with _lock:
        if _look_at is None:
            return True
        if _seconds() < _look_at:
            return False
        _look_at = _seconds() + 5 * LOOK_SECONDS  # this thread looks, and may wait; the others do not
    if not _answers():
        _pause()
        return False
    with _lock:
        _look_at = None
    return True


def _answers() -> bool:
    """Asked by a connection of its own: one of the pool would be waited for, also where none can be had."""
    try:
        parameters = {**connection.get_connection_params(), "connect_timeout": LOOK_SECONDS}
        with psycopg.connect(**parameters) as own:
            own.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True
