"""What no browser sends is refused at the door, with our page and a line in the log."""

import io

import pytest
from django.test import RequestFactory

from common.uploads import limits
from portal.middleware import PROBES
from portal.wsgi import application
from tests.portal.test_invalid_requests import OWN, QUERIES, statuses

CHARSETS = [
    "utf-16",
    "UTF-16LE",
    "shift_jis",
    "utf-7",
    "rot13",
    "base64",
    "undefined",
    "punycode",
    "nonsense",
]
TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]

pytestmark = pytest.mark.django_db


def test_nul_in_a_query_is_left_out(visitor, browser, secretariat):
    """Of every page at once: tests/portal/test_invalid_requests.py."""
    asked = [f"{page}?{name}=%00" for page in ("/events/", "/search/", "/board/") for name in QUERIES]
    asked += ["/events/?%00=x", "/search/?q=a&kind=%%0000", "/search/?q=a&kind=%00%00"]
    for client in (visitor, browser(secretariat)):
        client.raise_request_exception = False
        statuses(client.get, asked)
    assert "「ab」" in visitor.get("/events/?q=a%00%%0000b").text


def test_nul_in_a_query_is_refused_in_the_admin(browser, secretariat):
    asked = "/admin/members/organization/?{}=%00"
    for name in ("q", "o", "to", "object_id", "state__exact", "name__regex", "_to_field"):
        assert browser(secretariat).get(asked.format(name)).status_code == 400


def test_nul_in_a_cookie_or_in_the_path_is_refused(visitor):
    assert visitor.get("/members/%00/").status_code == 400
    visitor.cookies["renkei_session"] = "\0" * 32
    assert visitor.get("/mypage/").status_code == 400


def answered(content_type):
    """(status, html) as the server gives it, without the test client, whose own request would break."""
    said = []
    environ = RequestFactory().generic("POST", "/contact/?q=a", b"a=b").environ
    environ["CONTENT_TYPE"] = content_type
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    return said[0][:3], body.decode()


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", TYPES)
def test_another_encoding_than_utf_8_is_refused_with_our_page(kind, charset):
    status, html = answered(f"{kind}; charset={charset}")
    assert status == "400"
    assert "この要求は受け付けられません" in html


def test_an_encoded_name_of_the_encoding_is_read_too():
    status, html = answered("text/plain; charset*=utf-8''rot13")
    assert (status, "この要求は受け付けられません" in html) == ("400", True)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_utf_8_is_read(visitor, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert visitor.generic("POST", "/contact/", b"body=a", content_type=kind).status_code not in (400, 413)


def test_every_posting_address_refuses_another_encoding(visitor):
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    wrong = [
        address
        for address in set(OWN) - set(PROBES)
        if visitor.generic("POST", address, b"a=b", content_type=kind).status_code != 400
    ]
    assert wrong == []


@pytest.mark.parametrize("many", ["letters", "fields", "files"])
def test_too_much_is_413_and_says_the_limits(visitor, settings, monkeypatch, many):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    monkeypatch.setattr(limits, "MAX_REQUEST", 9 * 1024 * 1024)
    form = {
        "letters": {"body": "あ" * 1_100_000},
        "fields": {f"f{number}": "x" for number in range(20)},
        "files": {"files": io.BytesIO(b"x" * 10 * 1024 * 1024)},
    }[many]
    answer = visitor.post("/contact/", form)
    assert answer.status_code == 413
    for limit in ("3MB", "10か所", "1件20MB", "合計50MB", "20件"):
        assert limit in answer.text
