"""How often an address or a browser may ask: a fixed window in the shared cache."""

import hashlib
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.shortcuts import render

# action -> (at most, in so many seconds). Municipalities of one prefecture leave the internet through one
# shared gateway, so a limit by IP address has to leave room for many offices.
BY_BROWSER = {
    "apply": (60, 3600),
    "mail_token": (300, 3600),
    "resend": (60, 3600),
    "contact": (20, 3600),
    "answer": (300, 3600),
    "recovery": (100, 3600),
    "takeover": (60, 3600),
    "takeover-form": (300, 3600),
    "link": (60, 3600),
}
BY_KEY = {
    "apply": (10, 3600),
    "mail_token": (30, 3600),
    "resend": (5, 3600),
    "contact": (5, 3600),
    "recovery": (3, 3600),
    "answer": (30, 3600),
    "takeover": (5, 86400),
    "takeover-form": (60, 3600),
    "link": (10, 3600),
}
BY_PERSON = {
    "take-out": (60, 3600),
    "archive": (5, 3600),
}


def within_limit(action: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `action` by `key`; False when the window is full."""
    window = int(time.time()) // seconds
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
    name = f"limit:{action}:{digest}:{window}"
    count = cache.get(name, 0) + 1
    cache.set(name, count, seconds)
    return count <= limit


def may_try(request, action: str, key: str = "") -> bool:
    """Whether this browser, and this address or number if given, may try the action once more."""
    limit, seconds = BY_BROWSER[action]
    ip = get_adapter().get_client_ip(request)
    if not within_limit(f"{action}:ip", ip, limit=limit, seconds=seconds):
        return False
    limit, seconds = BY_KEY[action]
    return not key or within_limit(f"{action}:key", key, limit=limit, seconds=seconds)


def too_many_requests(request):
    return render(request, "429.html", status=429)


def may_do(user, action: str) -> bool:
    """Whether this logged-in person may do it once more; from which browser is all the same."""
    limit, seconds = BY_PERSON[action]
    return within_limit(f"{action}:person", str(user.pk), limit=limit, seconds=seconds)


def rate_limited(action: str):
    """A view that each logged-in person may call only so often."""

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if not may_do(request.user, action):
                return too_many_requests(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate
