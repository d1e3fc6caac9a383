"""How often a network, an address or number, or a person may do one thing.

A window that slides. Each use is counted by one statement that locks its counter, so that of tries at the
same moment each one counts; in a transaction it is counted with it, or not at all.
"""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.db import connection
from django.shortcuts import render
from django.utils.connection import ConnectionProxy

COUNTERS = ConnectionProxy(caches, "counters")

# the value of a counter: when it was used, in seconds, the last use first
_RECENT = """string_to_table(counter.value, ' ') WITH ORDINALITY AS use (moment, place)
    WHERE moment::float8 > %(since)s"""
_COUNT = """
INSERT INTO common_counter AS counter (cache_key, value, expires) VALUES (%(key)s, %(now)s, %(expires)s)
ON CONFLICT (cache_key) DO UPDATE SET expires = excluded.expires,
    value = concat_ws(' ', excluded.value, (SELECT string_agg(moment, ' ' ORDER BY place) FROM <recent>))
WHERE (SELECT count(*) FROM <recent>) < %(most)s
""".replace("<recent>", _RECENT)
_ASK = """
SELECT 1 WHERE NOT EXISTS (
    SELECT 1 FROM common_counter counter
    WHERE cache_key = %(key)s AND (SELECT count(*) FROM <recent>) >= %(most)s)
""".replace("<recent>", _RECENT)
_TAKE_BACK = """
UPDATE common_counter SET value = array_to_string(array_remove(string_to_array(value, ' '), %s), ' ')
WHERE cache_key = %s
"""


def count_in_own_table() -> None:
    """Have allauth count there too: it asks the default cache, which may forget (CACHE_URL)."""
    ratelimit.cache = totp.cache = COUNTERS


@dataclass
class Uses:
    """What was counted, (moment, counter) each; a try that succeeds takes it back."""

    counted: list[tuple[str, str]] = field(default_factory=list)

    def rollback(self) -> None:  # its name in allauth, which calls it after a right password
        with connection.cursor() as cursor:
            cursor.executemany(_TAKE_BACK, self.counted)


def count_use(*, name: str, rate: str, key: str, only_ask: bool = False) -> Uses | None:
    """Count one use of `name` by `key`; None when there were too many. A rate is "60/h", "10/15m", "5/d".

    `only_ask`: say whether one more would be allowed, and count nothing.
    """
    [allowed], now = ratelimit.parse_rates(f"{rate}/key"), time.time()
    counter = f"rate:{name}:{rate}:{hashlib.sha256(key.encode()).hexdigest()}"
    values = {
        "key": counter,
        "now": str(now),
        "since": now - allowed.duration,
        "expires": datetime.fromtimestamp(now + allowed.duration, UTC),
        "most": allowed.amount,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASK if only_ask else _COUNT, values)
        if not cursor.rowcount:
            return None
    return Uses([] if only_ask else [(str(now), counter)])


@dataclass
class RateLimit:
    """How often one thing may be done, each rate counted for itself; the room that does it says so.

    Municipalities of one prefecture leave the internet through one shared gateway: `by_network` has to leave
    room for many offices. `by_key` is for what was typed, `by_user` for logged-in people in any browser.
    """

    name: str
    by_network: str = ""
    by_key: str = ""
    by_user: str = ""

    def allows(self, request, key: str = "") -> bool:
        """Count one try; False where it was one too many."""
        network = ratelimit.get_ip(request)
        return (
            self._allows("network", self.by_network, network)
            and self._allows("key", self.by_key, key)
            and (not self.by_user or self.allows_user(request.user))
        )

    def allows_user(self, user) -> bool:
        """The same for a person alone."""
        return self._allows("user", self.by_user, str(user.pk))

    def _allows(self, by: str, rate: str, value: str) -> bool:
        return not (rate and value) or bool(count_use(name=f"{self.name}:{by}", rate=rate, key=value))


EXPORTS = RateLimit("exports", by_user="60/h")
ANSWERS_BY_MAIL = RateLimit("answers_by_mail", by_network="300/h", by_key="30/h")


def too_many_requests(request):
    return render(request, "429.html", status=429)


def rate_limited(limit: RateLimit):
    """A view that may be called only so often."""

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if not limit.allows(request):
                return too_many_requests(request)
            return view(request, *args, **kwargs)

        counted.limit = limit
        return counted

    return decorate
