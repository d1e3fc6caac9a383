"""Login is required everywhere except where a view says otherwise."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login

from members import kept


class KeepFormLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the login page; what a logged-out person had typed is kept for after it."""

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return super().handle_no_permission(request, view_func)
        if getattr(view_func, "keeps_form", False) and kept.keep(request):
            messages.warning(
                request, "ログインの有効期限が切れました。ログインすると、入力した内容から続けられます。"
            )
        else:
            messages.warning(
                request, "ログインの有効期限が切れました。ログインしてから、もう一度操作してください。"
            )
        return redirect_to_login(kept.form_page(request))
