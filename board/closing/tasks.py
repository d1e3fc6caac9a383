"""Background work for the life of topics: deadlines; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import telling_life
from board.actions.life import close_overdue
from office.jobs import RETRY


@app.periodic(
    cron="2 * * * *"
)  # at 0:02 of Tokyo too, whatever the server's clock; later for what was missed
@app.task(name="board.close_overdue", queueing_lock="board.close_overdue")
def close_overdue_topics(timestamp: int) -> None:
    """Close what has passed its deadline; the deadline's own day is still open."""
    close_overdue()


@app.task(name="board.tell_topic_closed", retry=RETRY)
def tell_topic_closed(topic_id: int) -> None:
    telling_life.tell_topic_closed(topic_id)


@app.task(name="board.tell_topic_expired", retry=RETRY)
def tell_topic_expired(topic_id: int) -> None:
    telling_life.tell_topic_expired(topic_id)


@app.task(name="board.tell_topic_reopened", retry=RETRY)
def tell_topic_reopened(topic_id: int, number: int) -> None:
    telling_life.tell_topic_reopened(topic_id, number)


@app.task(name="board.tell_audience_widened", retry=RETRY)
def tell_audience_widened(topic_id: int) -> None:
    telling_life.tell_audience_widened(topic_id)


@app.task(name="board.tell_audience_narrowed", retry=RETRY)
def tell_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    telling_life.tell_audience_narrowed(topic_id, organizations, entry)
