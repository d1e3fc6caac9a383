"""Background work for watches and digests; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import telling
from board.notices import digest
from office.jobs import RETRY


@app.task(name="board.tell_topic_stepped", retry=RETRY)
def tell_topic_stepped(step_id: int) -> None:
    telling.tell_topic_stepped(step_id)


@app.task(name="board.tell_mentioned", retry=RETRY)
def tell_mentioned(mention_ids: list[int], by_id: int) -> None:
    telling.tell_mentioned(mention_ids, by_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="board.send_digests", queueing_lock="board.send_digests", retry=RETRY)
def send_digests(timestamp: int) -> int:
    """At 8:30 in Japan on working days; every ten minutes, so that a worker that was down catches up."""
    return digest.send_due()


@app.periodic(cron="25 18 * * *")
@app.task(name="board.tidy_notices", queueing_lock="board.tidy_notices")
def tidy_notices(timestamp: int) -> int:
    return digest.tidy()
