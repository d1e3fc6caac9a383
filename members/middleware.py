"""Login is required everywhere except where a view says otherwise."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class KeepFormLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the login page; what a logged-out person had typed is kept for after it."""
