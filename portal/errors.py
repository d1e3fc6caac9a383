"""Error pages: plain words, what to do next, never a trace."""

import sys

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.cache import add_never_cache_headers
from django.views import defaults

from common.uploads import limits
from members.access.resume_after_login import StaleForm
from members.login.middleware import ask_to_log_in
from portal import outages

# whoever is logged in already is led on from these, as from the login page
LOGIN_STEPS = (
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
)
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
    """A form opened before a login in another tab, or before cookies were cleared: what was typed stays.

    Nothing is repeated of what another site sent.
    """
    view = request.resolver_match
    from_here = not reason.startswith(("Origin", "Referer"))
    if getattr(view.func, "answers_json", False):
        return JsonResponse({"message": "別の画面でログインし直しています。"}, status=403)
    if from_here and request.user.is_authenticated and view.url_name in LOGIN_STEPS:
        return redirect_to_login(request.POST.get("next") or request.GET.get("next", ""))
    if from_here and not request.user.is_authenticated and getattr(view.func, "login_required", True):
        return ask_to_log_in(request, view.func)
    typed = StaleForm.read(request) if from_here else None
    response = render(request, "403_csrf.html", {"typed": typed}, status=403)
    add_never_cache_headers(response)
    return response


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
