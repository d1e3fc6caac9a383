"""A kept page that any test asks for reads no table that its view does not name.

A middleware of the tests' settings; what is missing is raised in the request that showed it.
"""

import re
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone

READ = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)"?', re.IGNORECASE)
NEVER_WRITTEN = {"django_content_type"}


def check_tables(get_response):
    def middleware(request):
        named = named_tables(request.path_info)
        if named is None or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return get_response(request)
        with CaptureQueriesContext(connection) as queries:
            response = get_response(request)
        until = getattr(response, "kept_until", None)
        if until and until <= timezone.now():  # for nobody else
            return response
        forgotten = tables_read(queries) - named
        assert not forgotten, f"{request.path} is not made anew after a change of {sorted(forgotten)}"
        return response

    return middleware


@cache
def _tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - NEVER_WRITTEN


def tables_read(queries) -> set[str]:
    """Those of ours that the captured queries read."""
    return {table for query in queries for table in READ.findall(query["sql"])} & _tables()


def named_tables(path: str) -> frozenset[str] | None:
    """Those that the view of a kept page names; None of another page."""
    try:
        return getattr(resolve(path).func, "tables", None)
    except Resolver404:
        return None
