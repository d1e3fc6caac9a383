"""What must always be true of a card, and which links it may have."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.link_cards.models import LinkCard, host_of
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
    "wrong",
    [
        {"state": "read"},
        {"state": "waiting", "fetched_at": timezone.now()},
        {"state": "failed", "fetched_at": timezone.now()},
        {"state": "waiting", "reason": "だめ"},
    ],
)
def test_constraints(topic, wrong):
    card = LinkCard(topic=topic, url="https://x.example/", **wrong)
    with pytest.raises(ValidationError, match="必要です"):
        card.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        card.save()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://x.example/", "data:text/html,x", "//x.example"]
)
def test_links_of_other_schemes_are_refused_at_the_door(browser, officer, link):
    data = {**VALUES[Topic.Kind.PROMOTION], "link": link, "check": "1"}
    assert browser(officer).post("/board/new/promotion/", data).status_code == 400
    assert not Topic.objects.exists()
