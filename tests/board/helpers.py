"""What tests of several subjects of the board share."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.topics.models import Topic
from board.unread import queries

CALL = {
    "title": "防災フェアの参加募集",
    "body": "参加を募ります。",
    "themes": ["disaster"],
    "starts_on": "令和9年11月8日",
    "deadline": "2027/10/1",
    "place": "会場",
    "places": "１２",
}

POSTS = {
    "proposal": {
        "title": "物産展を一緒に",
        "body": "秋の物産展を提案します。",
        "themes": ["industry", "tourism"],
        "offer": "特産品",
        "seek": "会場",
    },
    "call": CALL,
    "notice": {"title": "相談会", "body": "開きます。", "themes": ["migration"]},
    "promotion": {
        "title": "動画",
        "body": "公開しました。",
        "themes": ["publicity"],
        "link": "https://www.city.example/m",
    },
}


def settle():
    """Everything on the board is older than an hour, so that floors may rise."""
    Topic.objects.filter(last_activity_at__isnull=False).update(
        last_activity_at=timezone.now() - 2 * queries.SETTLED_AFTER
    )


def count_queries(client, path) -> int:
    client.get(path)  # content types and other things cached by the process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)
