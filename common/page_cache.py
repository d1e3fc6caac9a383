"""Public pages that cost a visitor next to nothing while nothing changes.

A page is made once for each state of what it shows; then the browser gets 304, other visitors the kept page.
Never for somebody with a session: the header carries their name, a list may hold drafts.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from common.japanese_calendar import today

MAX_PAGES = 200  # pages of one process, about 25 KB each
_pages: OrderedDict[tuple[str, str], tuple[bytes, dict[str, str]]] = OrderedDict()
_lock = threading.Lock()


def cached_for_visitors(*models: type[Model]) -> Callable:
    """Decorator for a view that everybody may read; `models` are all whose rows it shows.

    The page is made anew when any of their tables is written, and each day. tests/portal/test_kept_pages.py
    holds that no table is forgotten.
    """
    tables = tuple(sorted({model._meta.db_table for model in models}))

    def decorate(view):
        @login_not_required
        @require_safe
        @wraps(view)
        def page(request, **kwargs):
            if _has_session(request):
                response = view(request, **kwargs)
                patch_cache_control(response, private=True, no_store=True)
            else:
                response = _visitor_response(request, f'"{stamp_of(tables)}"', view, kwargs)
                patch_cache_control(response, no_cache=True)
            patch_vary_headers(response, ["Cookie"])
            return response

        page.tables = tables
        return page

    return decorate


def stamp_of(tables: tuple[str, ...]) -> str:
    """Changes with the release, the day in Tokyo, and every write to one of these tables.

    Every write gives a row a new xmin, whoever wrote it and how: no action has to remember a date of change.
    The sum grows with each write (cmin: with each within one transaction); the count tells deletions apart.
    """
    states = " UNION ALL ".join(
        f"SELECT concat_ws('.', count(*), sum(xmin::text::bigint), sum(cmin::text::bigint)) FROM {table}"  # noqa: S608
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(states)
        found = "-".join(state for (state,) in cursor.fetchall())
    return f"{settings.RELEASE}-{today():%Y%m%d}-{found}"


def _has_session(request: HttpRequest) -> bool:
    """Logged in, or with a message waiting."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _visitor_response(request: HttpRequest, tag: str, view: Callable, kwargs: dict) -> HttpResponse:
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    key = (tag, request.build_absolute_uri())
    kept = _pages.get(key)
    if kept is not None:
        return HttpResponse(kept[0], headers=kept[1])
    response = view(request, **kwargs)
    if response.status_code == 200:
        response["ETag"] = tag
        if _is_same_for_all(request, response):
            _keep(key, (response.content, dict(response.headers)))
    return response


def _is_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Nothing in it is one visitor's own: no cookie, no form token."""
    if request.method != "GET" or response.streaming or response.cookies:
        return False
    # a token is new with a new cookie, or drawn from the visitor's old one
    new_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return not new_token and b"csrfmiddlewaretoken" not in response.content


def _keep(key: tuple[str, str], page: tuple[bytes, dict[str, str]]) -> None:
    with _lock:
        _pages[key] = page
        while len(_pages) > MAX_PAGES:
            _pages.popitem(last=False)
