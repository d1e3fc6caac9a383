"""Which tables that public pages show have changed, without asking for it.

A process that keeps pages has one connection that listens to the triggers; looking at what has arrived there
costs no query. A process that does not hear keeps nothing.
"""

import threading
import time
from collections.abc import Callable, Iterable

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

READ_EACH = 0.5  # seconds, also while nobody visits

_lock = threading.Lock()
_listener: psycopg.Connection | None = None
_heard = 0  # changes, counted
_began = 0  # the count when this process began to listen
_last: dict[str, int] = {}  # by table: the count at its last change
_told_of_loss: list[Callable[[], None]] = []


def register_loss(tell: Callable[[], None]) -> None:
    """`tell` is called once when the connection that listens is lost, which is heard at once."""
    _told_of_loss.append(tell)


def changes_heard() -> int | None:
    """How many changes this process has heard of so far; None where it does not listen.

    Within a transaction nobody listens: what is read there may never be committed.
    """
    listener = _listener
    if listener is None or connection.in_atomic_block:
        return None
    _read(listener)
    return _heard if _listener is listener else None


def is_unchanged(tables: Iterable[str], since: int) -> bool:
    """Whether nothing was heard of these tables after so many changes, nor missed."""
    return since >= _began and all(_last.get(table, 0) <= since for table in tables)


def _read(listener: psycopg.Connection) -> bool:
    """Take note of what has arrived, without waiting for more; whether it was anything."""
    try:
        return _take(listener)
    except psycopg.Error:  # closed by the server, or by the network
        for tell in _told_of_loss:
            tell()
        return False


def _take(listener: psycopg.Connection) -> bool:
    global _heard
    with _lock:
        if _listener is not listener:
            return False
        try:
            listener.pgconn.consume_input()
            listener.pgconn.consume_input()  # after the last words of a server that ends, that it has ended
            told = [notification.extra for notification in iter(listener.pgconn.notifies, None)]
        except psycopg.Error:
            _stop(listener)
            raise
        if EVERYTHING in told:
            _stop(listener)
            return False
        for table in told:
            _heard += 1
            _last[table.decode()] = _heard
        return bool(told)


def _keep_reading(listener: psycopg.Connection) -> None:
    """PostgreSQL keeps for everybody what one listener does not take, and cannot end its connection."""
    while _listener is listener:
        if not _read(listener):
            time.sleep(READ_EACH)


def listen() -> None:
    """Listen from now on, if every watched table has its trigger; a query only where nobody listens yet."""
    global _listener, _heard, _began
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
        _began = _heard
        _listener = listener
    threading.Thread(target=_keep_reading, args=[listener], name=CHANNEL, daemon=True).start()


def _stop(listener: psycopg.Connection) -> None:
    global _listener
    listener.close()
    if _listener is listener:
        _listener = None
