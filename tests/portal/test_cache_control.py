"""What somebody with a login gets is kept by no cache and by no browser, whatever the address."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from portal.middleware import PROBES, private_by_default
from tests.addresses import ADDRESSES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", ["officer", "secretariat"])
def test_every_answer_to_somebody_logged_in_is_private(browser, request, person):
    client = browser(request.getfixturevalue(person))
    client.raise_request_exception = False
    session = client.cookies["renkei_session"].value
    kept = []
    for address in set(ADDRESSES) - set(PROBES):  # they say nothing of anybody
        client.cookies["renkei_session"] = session
        response = client.get(address)
        said = response.headers.get("Cache-Control", "")
        if not {"private", "no-store"} <= set(said.replace(" ", "").split(",")):
            kept.append(f"{address}: {response.status_code} {said!r}")
        response.getvalue()  # read to its end, or a table that streams stays open
    assert kept == []


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
