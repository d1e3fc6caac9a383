"""Error pages: plain words, what to do next, never a trace."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views import defaults

from common.uploads import limits
from portal import outages

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception=None):
    """400, or 413 with the limits where more was sent than any form takes."""
    if not isinstance(exception, TOO_LARGE):
        return render(request, "400.html", status=400)
    most = {
        "text": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // limits.MB,
        "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "size": limits.MAX_SIZE // limits.MB,
        "total": limits.MAX_TOTAL // limits.MB,
        "files": limits.MAX_FILES,
    }
    return render(request, "413.html", {"most": most}, status=413)


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
