"""Texts travel compressed, where that tells nobody anything."""

import gzip

import pytest
from django.http import HttpResponse

from portal.middleware import TextCompression

pytestmark = pytest.mark.django_db
ASKED = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.mark.parametrize("path", ["/", "/events/", "/members/", "/board/", "/mypage/"])
def test_a_page_travels_compressed(browser, officer, path):
    plain = browser(officer).get(path)
    packed = browser(officer).get(path, **ASKED)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) * 3 < len(plain.content)
    assert gzip.decompress(packed.content).decode()[:100] == plain.text[:100]


def test_the_same_page_differs_in_length(visitor):
    """Random bytes at the front: the length of one answer tells nothing exact of what stands in it."""
    assert len({len(visitor.get("/about/", **ASKED).content) for _ in range(20)}) > 1


def test_a_kept_page_is_unchanged_however_it_travelled(visitor):
    packed = visitor.get("/events/", **ASKED)
    assert packed["Content-Encoding"] == "gzip"
    assert visitor.get("/events/", HTTP_IF_NONE_MATCH=packed["ETag"], **ASKED).status_code == 304


@pytest.mark.parametrize("path", ["/accounts/login/?next=/mypage/", "/accounts/2fa/"])
def test_pages_with_keys_beside_what_the_address_says_are_not_compressed(browser, officer, visitor, path):
    for client in (visitor, browser(officer)):
        assert not client.get(path, **ASKED).has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("kind", "is_packed"), [("text/csv", True), ("text/calendar; charset=utf-8", True), ("image/png", False)]
)
def test_texts_are_packed_and_files_sent_as_they_are(rf, kind, is_packed):
    middleware = TextCompression(lambda request: HttpResponse(b"x" * 1000, content_type=kind))
    assert middleware(rf.get("/", **ASKED)).has_header("Content-Encoding") is is_packed


def test_a_proxy_may_do_it(settings, visitor):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "TextCompression" not in name]
    assert not visitor.get("/", **ASKED).has_header("Content-Encoding")
