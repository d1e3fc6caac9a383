"""The portal reads other hosts' pages: only public ones, only so much, only so long."""

import ipaddress
import socket
import threading
import time

import pytest

from common.link_preview import addresses, fetching, page_metadata
from common.link_preview.addresses import Bounds, NotReached
from common.link_preview.fetching import Fetched
from tests.web_server import bounds_for, html, serving

KINDS = ("text/html",)


def fetch(url, bounds, max_bytes=1000, kinds=KINDS):
    return fetching.fetch_page(url, kinds=kinds, max_bytes=max_bytes, bounds=bounds)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "192.0.2.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not addresses.is_public(ipaddress.ip_address(address))
    with pytest.raises(NotReached, match="公開されたサーバーではありません"):
        addresses.target_of("http://host.example/", Bounds(resolve=lambda *_: ["8.8.8.8", address]))


@pytest.mark.parametrize("address", ["8.8.8.8", "203.178.1.1", "2001:4860:4860::8888"])
def test_addresses_that_are(address):
    assert addresses.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://host.example/",
        "http://host.example:22/",
        "http://host.example:8080/",
        "http://user@host.example/",
        "http:///nohost",
        "http://[::1",
        "http://host.example:99999/",
        f"http://{'a' * 64}.example/",
        "http://a..b/",
        "//host.example/",
        "",
    ],
)
def test_links_that_are_not_followed(url):
    def never(host, port):
        raise AssertionError("asked the name server")

    with pytest.raises(NotReached):
        addresses.target_of(url, Bounds(resolve=never))


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://localhost/"]
)
def test_this_machine_is_never_visited(url):
    with pytest.raises(NotReached):
        fetching.fetch_page(url, kinds=KINDS, max_bytes=10)


def test_a_zone_or_rubbish_from_the_name_server_is_refused():
    for answer in (["fe80::1%eth0"], ["rubbish"], [], ["8.8.8.8"] * 1 + ["8.8.4.4"] * 30 + ["x"]):
        with pytest.raises(NotReached):
            addresses.target_of("http://host.example/", Bounds(resolve=lambda *_, found=answer: found))


def test_the_name_is_asked_once_and_the_checked_address_is_called():
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serving({"/": html("<title>題</title>")}) as (port, asked):
        bounds = bounds_for(port, resolve=lambda *_: next(answers))
        assert "題" in fetch(f"http://host.example:{port}/", bounds).content.decode()
        assert asked == ["/"]
        assert next(answers) == ["10.0.0.1"]  # nobody asked a second time


def test_redirects_are_followed_three_times_and_checked_each_time():
    moved = {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)} | {"/3": html("ここ")}
    with serving(moved) as (port, asked):
        found = fetch(f"http://host.example:{port}/0", bounds_for(port))
        assert (found.url, asked) == (f"http://host.example:{port}/3", ["/0", "/1", "/2", "/3"])
    with serving({**moved, "/3": moved["/2"]}) as (port, asked):
        with pytest.raises(NotReached, match="転送が多すぎる"):
            fetch(f"http://host.example:{port}/0", bounds_for(port))
        assert len(asked) == 4


def test_a_redirect_to_no_address_at_all_is_refused():
    moved = serving({"/": (302, {"Location": "http://[/"}, b"")})
    with moved as (port, _), pytest.raises(NotReached, match="転送先の書き方"):
        fetch(f"http://host.example:{port}/", bounds_for(port))


@pytest.mark.parametrize(
    "location", ["http://inside.example/", "file:///etc/passwd", "http://host.example:1/"]
)
def test_a_redirect_does_not_lead_inside(location):
    def resolve(host, port):
        return ["10.0.0.1"] if host == "inside.example" else ["127.0.0.1"]

    with serving({"/": (301, {"Location": location}, b"")}) as (port, _):
        ports = frozenset({port, 80})
        with pytest.raises(NotReached, match=r"公開されたサーバーではありません|http・https以外"):
            fetch(f"http://host.example:{port}/", bounds_for(port, resolve=resolve, ports=ports))


def test_size_kind_and_status_are_bounded():
    answers = {
        "/big": html("あ" * 100_000),
        "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
        "/none": (200, {}, b"x"),
        "/zip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"x"),
        "/no": (403, {}, b""),
    }
    with serving(answers) as (port, _):
        bounds = bounds_for(port)
        assert len(fetch(f"http://h.example:{port}/big", bounds).content) == 1000
        for path, sentence in (("pdf", "種類"), ("none", "種類"), ("zip", "種類"), ("no", "応答 403")):
            with pytest.raises(NotReached, match=sentence):
                fetch(f"http://h.example:{port}/{path}", bounds)


def test_a_server_that_drips_is_left():
    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(100):
            handler.wfile.write(b"X: y\r\n")
            handler.wfile.flush()
            time.sleep(0.1)

    with serving({"/": drip}) as (port, _):
        began = time.monotonic()
        with pytest.raises(NotReached):
            fetch(f"http://h.example:{port}/", bounds_for(port, seconds=0.5))
        assert time.monotonic() - began < 2


def test_a_server_that_is_silent_or_absent_is_left():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    port = listener.getsockname()[1]
    with pytest.raises(NotReached, match="応答がありません"):
        fetch(f"http://h.example:{port}/", bounds_for(port, pause=0.3))
    with pytest.raises(NotReached):  # a handshake that never comes
        fetch(f"https://h.example:{port}/", bounds_for(port, pause=0.3))
    listener.close()
    with pytest.raises(NotReached, match="応答がありません"):
        fetch(f"http://h.example:{port}/", bounds_for(port))


def test_a_name_server_that_is_silent_is_left(monkeypatch):
    gone = threading.Event()

    def silent(*args, **kwargs):
        gone.wait(5)
        return []

    monkeypatch.setattr(addresses, "DNS_SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with pytest.raises(NotReached, match="見つかりません"):
        addresses.resolve("host.example", 80)
    gone.set()


def test_what_is_asked_names_the_host_and_nothing_of_ours():
    seen = {}

    def answer(handler):
        seen.update(handler.headers)
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nx")

    with serving({"/%E9%A1%8C?q=%E3%81%82%0D": answer}) as (port, _):
        fetch(f"http://host.example:{port}/題?q=あ%0D", bounds_for(port))
        assert seen["Host"] == f"host.example:{port}"
        assert not {"Cookie", "Authorization", "Referer"} & set(seen)


# --- reading a page --------------------------------------------------------------------------------------

PAGE = """<!doctype html><html><head><meta charset="{0}"><title>秋号 &amp; 特集</title>
<meta property="og:site_name" content="堺市"><meta name="description" content="食の\u202e特集">
<meta property="og:image" content="/img/a.png"></head><body></body></html>"""


def read(content, charset="", url="https://www.city.example/koho/"):
    return page_metadata.read_metadata(Fetched(url, "text/html", charset, content))


CHARSETS = ["utf-8", "shift_jis", "euc-jp", "iso-2022-jp"]  # the last one, of seven bits, cannot be guessed


@pytest.mark.parametrize(
    ("charset", "said_by"),
    [(charset, by) for charset in CHARSETS for by in ("header", "page", "nobody")][:-1],
)
def test_pages_in_every_japanese_encoding(charset, said_by):
    text = PAGE.replace("\u202e", "").format(charset if said_by == "page" else "")
    found = read(text.encode(charset), charset if said_by == "header" else "")
    assert (found.title, found.site, found.description) == ("秋号 & 特集", "堺市", "食の特集")
    assert found.picture == "https://www.city.example/img/a.png"


def test_a_page_is_cleaned_and_bounded():
    found = read(PAGE.format("utf-8").encode())
    assert found.description == "食の特集"
    wide = "<title>" + "あ" * 5000 + "</title><meta property='og:title' content=''>"
    assert len(read(wide.encode()).title) == 200
    assert read("<title> 一\n行\u0000目 </title>".encode()).title == "一 行目"
    assert read(b"<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>").title == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "picture",
    ["javascript:alert(1)", "data:image/png;base64,xx", "file:///etc/passwd", "http://[", "x" * 3000, " "],
)
def test_pictures_of_other_schemes_are_none(picture):
    assert read(f'<meta property="og:image" content="{picture}">'.encode()).picture == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"<" * 50_000,
        b"<div>" * 50_000,
        b'<?xml version="1.0" encoding="x"?><html/>',
        b"plain",
    ],
)
def test_spoilt_pages_say_nothing(content):
    assert read(content).title == ""


@pytest.mark.parametrize("charset", ["punycode", "idna", "zlib", "unicode_escape", "rot13", "nothing-known"])
def test_codecs_that_are_no_charset_of_pages_are_not_used(charset):
    began = time.process_time()
    read(b"<title>x</title>" + b"a-" * 250_000, charset)
    assert time.process_time() - began < 2


def test_a_page_cut_inside_a_character_is_read():
    assert read("<title>題</title>あ".encode()[:-1]).title == "題"
    assert read("<title>題</title>あ".encode("cp932")[:-1]).title == "題"
