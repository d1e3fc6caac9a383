"""A page that asks the database once for each row of a list fails its test.

django-zeal watches what is loaded through relations and by `get()` while a request is answered; its
middleware is added for each test (tests/conftest.py). Browser tests do without: their server starts before.
"""

from django.conf import settings
from zeal.constants import initialize_app_registry
from zeal.patch import patch

ALLOWED = [
    # several are chosen at once, and each is locked, asked again and changed by itself
    {"model": "board.Topic", "field": "get()"},
    {"model": "pamphlets.PamphletRequest", "field": "get()"},
    {"model": "pamphlets.WardAnswer", "field": "get()"},
    # allauth asks again for who logs in after each change of the session's key
    {"model": "sessions.Session", "field": "get()"},
    {"model": "members.User", "field": "get()"},
]


def start() -> None:
    """Once for each process: what its app would do were it installed."""
    settings.ZEAL_NPLUSONE_THRESHOLD = 3  # the same relation of two different objects of a page is no list
    settings.ZEAL_ALLOWLIST = ALLOWED
    initialize_app_registry()
    patch()
