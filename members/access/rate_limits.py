"""How often a network, an address or number, or a person may do one thing.

allauth counts: a window that slides, locked, so that of tries at the same moment each one counts.
"""

from dataclasses import dataclass
from functools import wraps

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.shortcuts import render
from django.utils.connection import ConnectionProxy

COUNTERS = ConnectionProxy(caches, "counters")


def count_in_own_table() -> None:
    """Have allauth count there: it asks the default cache, which may forget (CACHE_URL)."""
    ratelimit.cache = totp.cache = COUNTERS


def count_use(request, *, name: str, rate: str, key: str, only_ask: bool = False) -> RateLimitUsage | None:
    """Count one use of `name` by `key`; None when there were too many. A rate is "60/h", "10/15m", "5/d".

    `only_ask`: say whether one more would be allowed, and count nothing.
    """
    config = {name: f"{rate}/key"}
    return ratelimit.consume(
        request, app="members", action=name, config=config, key=key, limit_get=True, dry_run=only_ask
    )


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
        counted = [
            (self.by_network, "network", ratelimit.get_ip(request)),
            (self.by_key, "key", key),
            (self.by_user, "user", str(request.user.pk) if self.by_user else ""),
        ]
        return all(
            count_use(request, name=f"{self.name}:{by}", rate=rate, key=value)
            for rate, by, value in counted
            if rate and value
        )


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
