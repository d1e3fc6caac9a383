"""Login is required everywhere except where a view says so; of the secretariat, a second factor too."""

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect

from members.access import resume_after_login
from members.login.rules import must_have_second_factor
from members.sessions.actions import note_session_use

ACCOUNT_PAGES = "/accounts/"  # where the second factor is set up, and the way out


def require_second_factor(get_response):
    """Leads the secretariat to its second factor first; notes that a session is in use."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # without it there is nobody to ask about
            note_session_use(request)
            if _lacks_second_factor(request):
                return redirect("mfa_index")
        return get_response(request)

    return middleware


def _lacks_second_factor(request) -> bool:
    """Whether they must have a second factor, did not log in with one, and has none."""
    if not settings.SECRETARIAT_SECOND_FACTOR or request.path.startswith(ACCOUNT_PAGES):
        return False
    user = request.user
    if not user.is_authenticated or not must_have_second_factor(user):
        return False
    used = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    return not used and not user.second_factors.exists()


class ResumableLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the login page; what a logged-out person had typed is kept for after it."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # views, rules and templates ask them hundreds of times: each time through Django's proxy costs a
            # twentieth of a page
            request.user = get_user(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD", "OPTIONS") and not getattr(view_func, "answers_json", False):
            return super().handle_no_permission(request, view_func)
        return ask_to_log_in(request, view_func)


def ask_to_log_in(request, view_func):
    """The answer to what somebody posted whose login is gone; what they typed is given back after it."""
    if getattr(view_func, "answers_json", False):
        return JsonResponse({"message": "ログインの有効期限が切れました。"}, status=401)
    if getattr(view_func, "resumes_after_login", False) and resume_after_login.store_form(request):
        messages.warning(
            request, "ログインの有効期限が切れました。ログインすると、入力した内容から続けられます。"
        )
    else:
        messages.warning(
            request, "ログインの有効期限が切れました。ログインしてから、もう一度操作してください。"
        )
    return redirect_to_login(resume_after_login.form_page(request))
