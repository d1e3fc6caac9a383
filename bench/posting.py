"""Members who post replies all at once, over http."""

import itertools
import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.db.models.functions import Abs
from django.test.utils import CaptureQueriesContext

from bench import wire
from bench.pages import logged_in
from bench.writers import is_reply_taken, posting_headers, reply_form
from board.topics.models import Topic

MEMBERS = 8
MOST = 50  # replies of one member: a person may post sixty an hour
WATCHED = 22  # replies of a topic whose next reply is told to about 26 people


@dataclass(frozen=True)
class Posted:
    """How many replies the site said it has, and how long that took."""

    number: int
    seconds: float
    refused: int

    @property
    def per_second(self) -> float:
        return self.number / self.seconds


def open_topics(number: int) -> list[Topic]:
    """So many topics that every member may answer, spread over the board."""
    topics = _answerable().order_by("pk")
    return list(topics[:: max(topics.count() // number, 1)][:number])


def watched_topics(number: int) -> list[Topic]:
    """So many topics that about as many people have answered."""
    return list(_answerable().order_by(Abs(F("reply_count") - WATCHED), "pk")[:number])


def _answerable():
    topics = Topic.objects.filter(state=Topic.State.OPEN, audience="all", merged_into=None, hidden_at=None)
    return topics.filter(kind__in=Topic.POSTED_KINDS, locked_at=None)


def post_replies(*, port: int, users: Iterable, topics: Iterable[Topic], seconds: float = 60) -> Posted:
    """One reply to each topic, by all users at once, until the time is up."""
    waiting: queue.SimpleQueue[Topic] = queue.SimpleQueue()
    for topic in topics:
        waiting.put(topic)
    answers: list[bool] = []
    browsers = [posting_headers(user) for user in users]
    started = time.monotonic()
    threads = [
        threading.Thread(target=_post, args=(port, browser, waiting, answers, started + seconds))
        for browser in browsers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Posted(answers.count(True), time.monotonic() - started, answers.count(False))


def _post(port: int, headers, waiting: queue.SimpleQueue, answers: list[bool], until: float) -> None:
    for number in itertools.count(1):
        if time.monotonic() > until or number > MOST:
            return
        try:
            topic = waiting.get_nowait()
        except queue.Empty:
            return
        link = wire.connect(port)
        form = reply_form("ご連絡ありがとうございます。来月の打合せで、担当から改めて説明します。")
        answers.append(is_reply_taken(link, f"/board/topics/{topic.pk}/reply/", form, headers))
        link.close()


def queries_of_reply(user, topic: Topic) -> int:
    """How many queries the site makes for one reply, its redirect left out."""
    client = logged_in(user)
    path = f"/board/topics/{topic.pk}/reply/"
    client.post(path, reply_form("一つ目の返信です。"), headers={"host": wire.HOST})
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, reply_form("二つ目の返信です。"), headers={"host": wire.HOST})
    if answer.status_code != 302:
        raise RuntimeError(f"The reply was answered with {answer.status_code}.")
    return len([query for query in captured.captured_queries if not _is_transaction(query["sql"])])


def _is_transaction(statement: str) -> bool:
    return statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
