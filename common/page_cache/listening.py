"""Whether anything that public pages show has changed, without asking for it.

A process that keeps pages has one connection that listens to the triggers; looking at what has arrived there
costs no query. A process that does not hear keeps nothing.
"""

import threading

import psycopg
from django.db import connection

from common.page_cache.triggers import CHANNEL, without_trigger

EVERYTHING = b""  # told instead of a table's name: triggers may be gone, too
# a network that swallows everything is noticed by the kernel; a socket of the same machine has no need of it
_NOTICED_SOON = {
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 4000,
}

_lock = threading.Lock()
_listener: psycopg.Connection | None = None
_heard = 0


def changes_heard() -> int | None:
    """A number that is another one after each change; None where this process does not listen.

    Within a transaction nobody listens: what is read there may never be committed.
    """
    global _heard
    listener = _listener
    if listener is None or connection.in_atomic_block:
        return None
    with _lock:
        try:
            listener.pgconn.consume_input()  # what has arrived; never waits
            listener.pgconn.consume_input()  # after the last words of a server that ends, that it has ended
            told = [notification.extra for notification in iter(listener.pgconn.notifies, None)]
        except psycopg.Error:  # closed by the server, or by the network
            told = [EVERYTHING]
        if EVERYTHING in told:
            _stop(listener)
            return None
        _heard += len(told)
        return _heard


def listen() -> None:
    """Listen from now on, if every watched table has its trigger; a query only where nobody listens yet."""
    global _listener, _heard
    with _lock:
        if _listener is not None:
            return
        parameters = {**connection.get_connection_params(), **_NOTICED_SOON, "application_name": CHANNEL}
        try:
            listener = psycopg.connect(**parameters, autocommit=True)
            listener.execute(f"LISTEN {CHANNEL}")
            missing = without_trigger(listener.cursor())
        except psycopg.Error:
            return  # pages are made each time, as long as it is so
        if missing:
            listener.close()
            return
        _heard += 1
        _listener = listener


def _stop(listener: psycopg.Connection) -> None:
    global _listener
    listener.close()
    if _listener is listener:
        _listener = None
