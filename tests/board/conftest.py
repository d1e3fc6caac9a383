"""Topics and replies made by the board's own actions."""

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topics.models import Topic
from board.unread.queries import floor_of

VALUES = {
    Topic.Kind.PROPOSAL: {
        "title": "物産展を一緒に開きませんか",
        "body": "秋の物産展を提案します。\n・会場\n・日程",
        "themes": ["industry"],
        "offer": "特産品と職員",
        "seek": "会場の提供",
    },
    Topic.Kind.CALL: {"title": "防災フェアの参加募集", "body": "参加を募ります。", "themes": ["disaster"]},
    Topic.Kind.NOTICE: {
        "title": "移住相談会のお知らせ",
        "body": "相談会を開きます。",
        "themes": ["migration"],
    },
    Topic.Kind.PROMOTION: {
        "title": "広報動画のご紹介",
        "body": "動画を公開しました。",
        "themes": ["publicity"],
        "link": "https://www.city.example/movie",
    },
}


@pytest.fixture
def make_draft(db):
    def make(by, kind=Topic.Kind.PROPOSAL, files=(), **values):
        return draft_topic(by=by, kind=kind, values={**VALUES[kind], **values}, files=files)

    return make


@pytest.fixture
def make_topic(make_draft):
    def make(by, kind=Topic.Kind.PROPOSAL, files=(), **values):
        return publish_topic(topic=make_draft(by, kind, files, **values), by=by)

    return make


@pytest.fixture
def topic(make_topic, officer):
    """An open proposal of 堺市."""
    return make_topic(officer)


@pytest.fixture
def make_reply(db):
    def make(topic, by, body="ぜひ一緒に進めましょう。", files=()):
        return post_reply(topic=topic, by=by, body=body, files=files)

    return make


@pytest.fixture
def has_account_since_before(db):
    """Their account is older than every topic: they have read nothing yet."""

    def sleep(*users):
        for user in users:
            floor_of(user)

    return sleep
