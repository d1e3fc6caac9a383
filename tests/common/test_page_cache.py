import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from common import page_cache


@pytest.fixture
def made(monkeypatch):
    """How often the view ran, and what it says next."""
    now = {"runs": 0, "stamp": uuid.uuid4().hex}
    monkeypatch.setattr(page_cache, "stamp_of", lambda tables: now["stamp"])
    return now


@pytest.fixture
def page(made):
    @page_cache.cached_for_visitors()
    def view(request, **_):
        made["runs"] += 1
        return HttpResponse(f"{made['runs']}回目", headers={"X-Kept": "yes"})

    return view


def ask(page, path="/x/", method="get", **headers):
    request = getattr(RequestFactory(headers=headers), method)(path)
    request.user, request.session = AnonymousUser(), SessionStore()
    return page(request)


def test_a_visitor_gets_the_kept_page_until_the_stamp_changes(page, made):
    first, second = ask(page), ask(page)
    assert made["runs"] == 1
    assert (second.content, second["ETag"], second["X-Kept"]) == (first.content, first["ETag"], "yes")
    assert "Cookie" in second["Vary"]
    assert "no-cache" in second["Cache-Control"]
    made["stamp"] += "x"
    assert ask(page).content.decode() == "2回目"


def test_each_address_is_kept_separately(page, made):
    assert ask(page, "/x/?q=a").content != ask(page, "/x/?q=b").content
    assert made["runs"] == 2


def test_the_same_tag_is_answered_without_a_page(page, made):
    tag = ask(page)["ETag"]
    assert ask(page, **{"if-none-match": tag}).status_code == 304
    assert made["runs"] == 1
    made["stamp"] += "x"
    assert ask(page, **{"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("cookie", ["renkei_session=abc", "messages=abc"])
def test_somebody_with_a_session_or_a_message_always_gets_their_own(page, made, cookie):
    tag = ask(page)["ETag"]
    own = ask(page, cookie=cookie, **{"if-none-match": tag})
    assert (own.status_code, own.content.decode()) == (200, "2回目")
    assert "ETag" not in own
    assert own["Cache-Control"] == "private, no-store"
    assert ask(page).content.decode() == "1回目"


def test_a_page_with_a_form_token_is_never_kept(made):
    @page_cache.cached_for_visitors()
    def view(request):
        made["runs"] += 1
        return HttpResponse(get_token(request))

    ask(view)
    ask(view)
    assert made["runs"] == 2


def test_an_error_is_not_kept_and_has_no_tag(made):
    @page_cache.cached_for_visitors()
    def view(request):
        made["runs"] += 1
        return HttpResponse(status=404)

    assert "ETag" not in ask(view)
    ask(view)
    assert made["runs"] == 2


def test_old_pages_are_dropped_beyond_the_limit(page, made, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_PAGES", 3)
    for number in range(5):
        ask(page, f"/x/?page={number}")
    assert len(page_cache._pages) == 3
    ask(page, "/x/?page=0")
    assert made["runs"] == 6


def test_writing_is_refused_and_head_reads(page):
    assert ask(page, method="post").status_code == 405
    assert ask(page, method="head").status_code == 200
