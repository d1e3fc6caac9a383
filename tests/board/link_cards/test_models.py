"""Which links there may be, and how their host is shown."""

import pytest

from board.link_cards.models import host_of
from board.topics.models import Topic
from tests.board.conftest import VALUES


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.city.example/koho", "www.city.example"),
        ("https://堺.example/", "xn--xls.example"),
        ("https://xn--xls.example/", "xn--xls.example"),
        ("https://a..b/", "a..b"),
        ("https://WWW.Example:443/", "www.example"),
    ],
)
def test_the_host_is_shown_as_it_is_called(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://x.example/", "data:text/html,x", "//x.example"]
)
def test_links_of_other_schemes_are_refused_at_the_door(browser, officer, link):
    data = {**VALUES[Topic.Kind.PROMOTION], "link": link, "check": "1"}
    assert browser(officer).post("/board/new/promotion/", data).status_code == 400
    assert not Topic.objects.exists()
