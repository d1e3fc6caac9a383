"""A visitor without login reads the real facts, and learns nothing of the board: no title, no count."""

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from disaster.disasters.models import Disaster
from events.events.models import Event
from members.organizations.models import Organization
from portal import seeding

pytestmark = pytest.mark.e2e

TITLE = "会員だけが読む提案の件名"


@pytest.fixture
def topic(site, officer):
    values = {
        "title": TITLE,
        "body": "会員だけが読む本文",
        "themes": ["disaster"],
        "offer": "人",
        "seek": "場所",
    }
    topic = draft_topic(by=officer, kind=Topic.Kind.PROPOSAL, values=values, files=[])
    return publish_topic(topic=topic, by=officer)


@pytest.fixture
def seed_data(site):
    for load in seeding.SEEDED.values():
        load()


def test_visitor_reads_seed_data_and_nothing_of_the_board(person, seed_data, topic):
    visitor = person("visitor")
    event = Event.objects.order_by("pk").first()
    disaster = Disaster.objects.order_by("pk").first()
    ward = Organization.objects.special_wards().first()
    pages = {
        "/": "特別区全国連携プロジェクト",
        "/events/": "件",
        "/events/?when=past": "件",
        event.get_absolute_url(): event.title,
        "/disaster/": disaster.name,
        disaster.get_absolute_url(): disaster.name,
        "/members/": "特別区",
        ward.get_absolute_url(): ward.name,
        "/news/": "お知らせ",
        "/news/issues/": "全国連携NEWS",
    }
    for path, expected in pages.items():
        page = visitor.open(path)
        text = page.locator("body").inner_text()
        assert expected in text, path
        assert TITLE not in text, path
        assert "未読" not in text, path
        assert "掲示板" not in page.locator("header.header").inner_text(), path


def test_visitor_is_led_to_the_login_from_the_board(person, topic):
    visitor = person("visitor")
    for path in ("/board/", topic.get_absolute_url(), "/board/pamphlets/", "/mypage/"):
        visitor.page.goto(visitor.site + path)
        visitor.look()
        assert "/accounts/login/" in visitor.page.url, path
        assert TITLE not in visitor.page.content(), path
