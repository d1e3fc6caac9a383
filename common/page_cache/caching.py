"""Public pages that cost a visitor next to nothing while nothing changes.

A page is made once for each state of what it shows; then the browser gets 304, other visitors the kept page.
Never for somebody with a session: the header carries their name, a list may hold drafts.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from common.japanese_calendar import today
from common.page_cache import listening
from common.page_cache.frame import frame_of
from common.page_cache.store import Kept, Store
from common.page_cache.triggers import watch

_pages = Store(most=400)  # by address: each plain and compressed, about 30 KB together


def cached_for_visitors(*models: type[Model]) -> Callable:
    """Decorator for a view that everybody may read; `models` are all whose rows it shows.

    Its pages are made anew when any of these tables is written, and each day. A view whose page turns
    wrong within the day gives its response a `kept_until`.
    The tests hold at each page that they ask for that no table is forgotten (tests/kept_pages.py).
    """
    tables = frozenset(model._meta.db_table for model in models)
    watch(tables)

    def decorate(view):
        @login_not_required
        @require_safe
        @wraps(view)
        def page(request, **kwargs):
            response = view(request, **kwargs)
            if _has_session(request):
                patch_cache_control(response, private=True, no_store=True)
            else:
                _mark(response, tables)
                patch_cache_control(response, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
            return response

        page.tables = tables
        return page

    return decorate


def _has_session(request: HttpRequest) -> bool:
    """Logged in, or with a message waiting."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _mark(response: HttpResponse, tables: frozenset[str]) -> None:
    """Its tag is its content: the same in every process, and after a change that it does not show."""
    if response.status_code == 200 and not response.streaming:
        response["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        # a form token is drawn from the visitor's own cookie
        response.same_for_all_of = None if b"csrfmiddlewaretoken" in response.content else tables


def kept_pages(get_response):
    """Middleware: what was made for one visitor and has not changed is given to the next, before all else.

    Not in `make dev`, where templates change while the process lives.
    """

    def middleware(request):
        if request.method not in ("GET", "HEAD") or _has_session(request) or settings.DEBUG:
            return get_response(request)
        address, heard = _address(request), listening.changes_heard()
        response = _kept(address, heard)
        if response is None:
            response = get_response(request)
            if not hasattr(response, "same_for_all_of"):
                return response
            if response.same_for_all_of is not None and not response.cookies and request.method == "GET":
                _keep(address, heard, response)
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return middleware


def _address(request: HttpRequest) -> tuple:
    """All that the page depends on, but for the rows; the host was allowed when the page was made."""
    meta = request.META
    accepts_gzip = bool(re_accepts_gzip.search(meta.get("HTTP_ACCEPT_ENCODING", "")))
    return (
        today(),
        accepts_gzip,
        request.scheme,
        meta.get("HTTP_HOST"),
        meta.get("PATH_INFO"),
        meta["QUERY_STRING"],
        frame_of(request),
    )


def _kept(address: tuple, heard: int | None) -> HttpResponse | None:
    if made := _pages.find(address, heard):
        body, headers = made
        return HttpResponse(body, headers=headers)
    return None


def _keep(address: tuple, heard: int | None, response: HttpResponse) -> None:
    if heard is None:
        listening.listen()  # from the next page on
        return
    made, until = (response.content, dict(response.headers)), getattr(response, "kept_until", None)
    _pages.put(address, Kept(heard, response.same_for_all_of, made, until))
