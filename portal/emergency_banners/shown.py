"""Which banners stand above the pages now, without a query for each page.

A process knows those of today and of days to come; it asks again once the table has changed. Where nobody
tells it of changes, it asks again after some seconds.
"""

import time
from typing import NamedTuple
from urllib.parse import urlsplit

from common.japanese_calendar import today
from common.page_cache import listening
from common.page_cache.triggers import watch
from portal.emergency_banners.models import EmergencyBanner

ASKED_EACH = 20  # seconds, while nobody tells of changes
TABLES = frozenset([EmergencyBanner._meta.db_table])
watch(TABLES)


class Shown(NamedTuple):
    """A banner as pages show it."""

    text: str
    url: str
    host: str


class _Known(NamedTuple):
    banners: list[EmergencyBanner]
    heard: int | None  # changes, before it was asked
    at: float


_known = _Known([], None, -ASKED_EACH)


def shown_banners() -> tuple[Shown, ...]:
    """Those of this day, the newest first."""
    global _known
    heard, now, day = listening.changes_heard(), time.perf_counter(), today()
    if not _holds(_known, heard, now):
        _known = _Known(list(EmergencyBanner.objects.filter(ends_on__gte=day)), heard, now)
    if not _known.banners:
        return ()
    return tuple(
        Shown(each.text, each.url, urlsplit(each.url).hostname or "")
        for each in _known.banners
        if each.is_shown_on(day)
    )


def _holds(known: _Known, heard: int | None, now: float) -> bool:
    if heard is None:
        return now - known.at < ASKED_EACH
    return known.heard is not None and listening.is_unchanged(TABLES, since=known.heard)


def know_none() -> None:
    """As if it had just been asked, and there were none: each test begins so."""
    global _known
    _known = _Known([], listening.changes_heard(), time.perf_counter())


def ask_again() -> None:
    """At the next page of this process: somebody here has changed them."""
    global _known
    _known = _Known([], None, -ASKED_EACH)
