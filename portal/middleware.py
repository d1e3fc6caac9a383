"""The outermost layers.

Probes first, a line in the log for each request, text compressed, nothing private kept, calm in outages, and
nothing let in that no browser sends.
"""

import re
import time
import uuid

import structlog
from django.conf import settings
from django.db import connection
from django.middleware.gzip import GZipMiddleware

from portal import errors, health, outages

PROBES = {"/healthz": health.healthz, "/readyz": health.readyz}
GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
LONG = 16  # a word of an address this long may be a key that opens something: shown shortened
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")
SECRETS = "/accounts/"  # its pages show keys and recovery codes, and repeat `next`

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


class TextCompression(GZipMiddleware):
    """Pages and other texts are compressed; files are as they are, and so are pages of SECRETS.

    The length of a compressed page tells whether what was put into its address stands in it a second time
    (BREACH). Django masks the form token anew in each page and pads each answer by up to 100 random bytes.
    """

    def process_response(self, request, response):
        is_text = response.get("Content-Type", "").startswith(TEXTS)
        if not is_text or request.path_info.startswith(SECRETS):
            return response
        return super().process_response(request, response)


def private_by_default(get_response):
    """What somebody with a session gets is theirs: kept nowhere, unless the view says otherwise."""

    def middleware(request):
        response = get_response(request)
        cookie = settings.SESSION_COOKIE_NAME
        if cookie in request.COOKIES or cookie in response.cookies:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def calm_in_outages(get_response):
    """While the database is away no request waits for it."""

    def middleware(request):
        return get_response(request) if outages.database_answers() else errors.unavailable()

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
    """Forms in another encoding than UTF-8 are refused; NUL, which no text column takes, reaches no page.

    In a query it is left out, as from every text that cannot be asked again; /admin/ says 400 to what it
    cannot look up. What is typed into a form is for its fields.
    """

    def middleware(request):
        words = (request.path_info, *request.COOKIES.values())
        if any("\0" in word for word in words) or not _in_utf_8(request):
            return errors.bad_request(request)
        while "%00" in (query := request.META.get("QUERY_STRING", "")):
            if request.path_info.startswith("/admin/"):
                return errors.bad_request(request)
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return get_response(request)

    return middleware


def _in_utf_8(request) -> bool:
    return request.content_params.get("charset", "utf-8").lower() == "utf-8"
