"""The browsers in which somebody logged in before: a signed cookie that lives as long as browsers let it.

It opens nothing. It tells the person's own browser from a stranger's, so that a stranger's guesses do not
shut them out, and a login from a browser never seen is told to them. It holds no address, only marks of them.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "renkei_browser"
AGE_SECONDS = 400 * 24 * 3600  # no browser keeps a cookie longer
MAX_PEOPLE = 8  # share one computer; the one who came longest ago is forgotten
SALT = "known_browsers"


def _mark(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:24]


def _read(request) -> tuple[str, list[str]]:
    """The name of this browser and the marks of those who logged in here; made up where there are none."""
    try:
        name, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return secrets.token_hex(8), []
    return name, marks


def known_browser(request, email: str) -> str:
    """The name of this browser, where the person of that address logged in with it before; otherwise ""."""
    name, marks = _read(request)
    return name if _mark(email) in marks else ""


def remember_browser(request, response, email: str) -> None:
    """Let the answer tell the browser that this person logged in with it."""
    name, marks = _read(request)
    mark = _mark(email)
    marks = [mark, *(other for other in marks if other != mark)][:MAX_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([name, marks], salt=SALT),
        max_age=AGE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
