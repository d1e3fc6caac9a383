import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from common.page_cache import caching, frame, listening


@pytest.fixture
def made(monkeypatch):
    """How often the view ran, and how many changes this process has heard of."""
    now = {"runs": 0, "heard": 1}
    monkeypatch.setattr(listening, "changes_heard", lambda: now["heard"])
    monkeypatch.setattr(listening, "is_unchanged", lambda tables, since: since == now["heard"])
    monkeypatch.setattr(listening, "listen", lambda: None)
    monkeypatch.setattr(frame, "_parts", [])  # what other rooms register asks the database
    caching._pages.kept.clear()
    return now


@pytest.fixture
def page(made):
    def view(request, **_):
        made["runs"] += 1
        return HttpResponse(f"{made['runs']}回目", headers={"X-Kept": "yes"})

    return kept(view)


def kept(view):
    return caching.kept_pages(caching.cached_for_visitors()(view))


def ask(page, path="/x/", method="get", **headers):
    request = getattr(RequestFactory(headers=headers), method)(path)
    request.user, request.session = AnonymousUser(), SessionStore()
    return page(request)


def test_a_visitor_gets_the_kept_page_until_something_changes(page, made):
    first, second = ask(page), ask(page)
    assert made["runs"] == 1
    assert (second.content, second["ETag"], second["X-Kept"]) == (first.content, first["ETag"], "yes")
    assert "Cookie" in second["Vary"]
    assert "no-cache" in second["Cache-Control"]
    made["heard"] += 1
    assert ask(page).content.decode() == "2回目"


def test_what_changes_while_a_page_is_made_is_not_hidden_by_it(made):
    def view(request):
        made["runs"] += 1
        made["heard"] += 1
        return HttpResponse(f"{made['runs']}回目")

    page = kept(view)
    ask(page)
    assert ask(page).content.decode() == "2回目"


def test_who_does_not_hear_keeps_nothing_and_gives_nothing_kept(page, made):
    ask(page)
    made["heard"] = None
    assert ask(page).content.decode() == "2回目"
    made["heard"] = 2
    assert ask(page).content.decode() == "3回目"


def test_a_page_is_made_anew_each_day(page, made, monkeypatch):
    ask(page)
    monkeypatch.setattr(caching, "today", lambda: "another day")
    assert ask(page).content.decode() == "2回目"


def test_a_page_that_says_until_when_it_holds_is_kept_no_longer(made):
    def view(request):
        made["runs"] += 1
        response = HttpResponse(f"{made['runs']}回目")
        response.kept_until = datetime.datetime.fromisoformat("2026-01-09T10:00+09:00")
        return response

    page = kept(view)
    for moment, said in (("09:58", "1回目"), ("09:59", "1回目"), ("10:00", "2回目"), ("10:01", "3回目")):
        with time_machine.travel(f"2026-01-09 {moment}+09:00"):
            assert ask(page).content.decode() == said


def test_nothing_is_kept_while_templates_are_written(page, made, settings):
    settings.DEBUG = True
    ask(page)
    assert ask(page).content.decode() == "2回目"


def test_each_address_is_kept_separately(page, made):
    assert ask(page, "/x/?q=a").content != ask(page, "/x/?q=b").content
    assert ask(page, "/x/?q=b", host="127.0.0.1").content.decode() == "3回目"
    assert ask(page, "/x/?q=b", **{"accept-encoding": "gzip"}).content.decode() == "4回目"
    assert made["runs"] == 4


def test_the_same_content_is_answered_without_it(page, made):
    tag = ask(page)["ETag"]
    assert ask(page, **{"if-none-match": tag}).status_code == 304
    assert ask(page, **{"if-none-match": f"W/{tag}"}).status_code == 304
    assert made["runs"] == 1
    made["heard"] += 1
    assert ask(page, **{"if-none-match": tag}).status_code == 200


def test_a_change_that_the_page_does_not_show_leaves_its_tag(made):
    def view(request):
        made["runs"] += 1
        return HttpResponse("同じ")

    page = kept(view)
    tag = ask(page)["ETag"]
    made["heard"] += 1
    assert ask(page, **{"if-none-match": tag}).status_code == 304
    assert made["runs"] == 2
    assert ask(page).content.decode() == "同じ"  # not the empty answer
    assert made["runs"] == 2


@pytest.mark.parametrize("cookie", ["renkei_session=abc", "messages=abc"])
def test_somebody_with_a_session_or_a_message_always_gets_their_own(page, made, cookie):
    tag = ask(page)["ETag"]
    own = ask(page, cookie=cookie, **{"if-none-match": tag})
    assert (own.status_code, own.content.decode()) == (200, "2回目")
    assert "ETag" not in own
    assert own["Cache-Control"] == "private, no-store"
    assert ask(page).content.decode() == "1回目"


def test_a_page_with_a_form_token_is_never_kept(made):
    def view(request):
        made["runs"] += 1
        return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')

    page = kept(view)
    ask(page)
    ask(page)
    assert made["runs"] == 2


def test_a_page_that_sets_a_cookie_is_never_kept(made):
    def view(request):
        made["runs"] += 1
        response = HttpResponse("x")
        response.set_cookie("csrftoken", "x")
        return response

    page = kept(view)
    ask(page)
    ask(page)
    assert made["runs"] == 2


def test_an_error_is_not_kept_and_has_no_tag(made):
    def view(request):
        made["runs"] += 1
        return HttpResponse(status=404)

    page = kept(view)
    assert "ETag" not in ask(page)
    ask(page)
    assert made["runs"] == 2


def test_what_no_view_offers_for_all_is_left_as_it_is(made):
    def view(request):
        made["runs"] += 1
        return HttpResponse("本人だけ")

    page = caching.kept_pages(view)
    assert "ETag" not in ask(page, **{"if-none-match": "*"})
    ask(page)
    assert made["runs"] == 2


def test_old_pages_are_dropped_beyond_the_limit(page, made, monkeypatch):
    monkeypatch.setattr(caching._pages, "most", 3)
    for number in range(5):
        ask(page, f"/x/?page={number}")
    assert len(caching._pages.kept) == 3
    ask(page, "/x/?page=0")
    assert made["runs"] == 6


def test_writing_is_refused_and_head_reads(page):
    assert ask(page, method="post").status_code == 405
    assert ask(page, method="head").status_code == 200
    assert ask(page, method="get").content.decode() == "2回目"  # no empty page was kept
