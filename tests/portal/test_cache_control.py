"""What somebody with a login gets is kept by no cache and by no browser.

Of every address: tests/portal/test_invalid_requests.py, and the refusal tables.
"""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from portal.middleware import private_by_default

pytestmark = pytest.mark.django_db


def test_what_a_visitor_gets_may_be_kept(visitor):
    assert "no-store" not in visitor.get("/events/")["Cache-Control"]
    assert "Cache-Control" not in visitor.get("/terms/")


def test_a_visitor_whose_session_holds_something_is_somebody(visitor, officer):
    assert "no-store" not in visitor.get("/").headers["Cache-Control"]
    visitor.post("/accounts/login/code/", {"email": officer.email})  # the answer brings the cookie
    assert visitor.get("/terms/")["Cache-Control"] == "private, no-store"


@override_settings(SESSION_COOKIE_NAME="own")
def test_what_a_view_says_stays():
    def view(request):
        return HttpResponse(headers={"Cache-Control": "private, no-cache"})

    request = RequestFactory().get("/")
    request.COOKIES["own"] = "x"
    assert private_by_default(view)(request)["Cache-Control"] == "private, no-cache"
