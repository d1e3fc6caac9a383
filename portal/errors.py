"""Error pages: plain words, what to do next, never a trace."""

import sys

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views import defaults

from portal import outages


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """The page 500; where the database is away, which is no fault of the page, the page 503."""
    if outages.is_outage(sys.exc_info()[1]):
        outages.note_outage()
        return unavailable()
    return defaults.server_error(request)


def unavailable() -> HttpResponse:
    """Comes back by itself; needs neither context nor database."""
    headers = {"Retry-After": "10", "Cache-Control": "no-store"}
    return HttpResponse(get_template("503.html").render(), status=503, headers=headers)
