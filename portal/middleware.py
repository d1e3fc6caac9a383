"""The outermost layers: probes answered first, one line in the log for each request, what is not read."""

import re
import time
import uuid

import structlog
from django.conf import settings
from django.db import connection

from portal import errors, health

PROBES = {"/healthz": health.healthz, "/readyz": health.readyz}
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
UTF_8 = ("", "utf-8")
LONG = 16  # a word of an address this long may be a key that opens something: shown shortened

log = structlog.get_logger("portal.request")


def probes_first(get_response):
    """A load balancer asks by bare address, over http and often: before host check, redirect and log."""

    def middleware(request):
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return middleware


def request_log(get_response):
    """One key=value line for each request; its number comes back as X-Request-ID."""

    def middleware(request):
        started = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        request.id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex[:16]
        response = get_response(request)
        response["X-Request-ID"] = request.id
        user = getattr(request, "_cached_user", None)  # only where the page asked: no query for the log
        facts = {
            "method": request.method,
            "path": loggable_path(request),
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
            "user": user.pk if user else None,
            "id": request.id,
        }
        if settings.DEBUG:
            facts["queries"] = len(connection.queries)
        log.info("request", **facts)
        return response

    return middleware


def loggable_path(request) -> str:
    """The path without its query; keys of links in mails are cut, so that the log opens nothing."""
    path = request.path
    match = request.resolver_match
    for value in map(str, match.captured_kwargs.values()) if match else ():
        if len(value) >= LONG:
            path = path.replace(value, f"{value[:6]}…")
    return path[:300]


def well_formed_only(get_response):
    """NUL, which no text column takes, and forms in another encoding than UTF-8: nothing a browser sends."""

    def middleware(request):
        if has_nul(request) or request.content_params.get("charset", "").lower() not in UTF_8:
            return errors.bad_request(request)
        return get_response(request)

    return middleware


def has_nul(request) -> bool:
    """In the address or in a cookie; what is typed into a form is for its fields."""
    words = (request.path_info, *request.COOKIES.values())
    return "%00" in request.META.get("QUERY_STRING", "") or any("\0" in word for word in words)
