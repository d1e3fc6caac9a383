"""Error pages: plain words, what to do next, never a trace."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render

from common.uploads import limits

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
