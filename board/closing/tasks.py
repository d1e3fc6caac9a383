"""Background work for the life of topics: deadlines; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.closing import emails
from board.closing.actions import close_overdue
from common.jobs import RETRY


@app.periodic(
    cron="2 * * * *"
)  # at 0:02 of Tokyo too, whatever the server's clock; later for what was missed
@app.task(name="board.close_overdue", queueing_lock="board.close_overdue")
def close_overdue_topics(timestamp: int) -> None:
    """Close what has passed its deadline; the deadline's own day is still open."""
    close_overdue()


@app.task(name="board.tell_topic_closed", retry=RETRY)
def tell_topic_closed(topic_id: int) -> None:
    emails.tell_topic_closed(topic_id)


@app.task(name="board.tell_topic_expired", retry=RETRY)
def tell_topic_expired(topic_id: int) -> None:
    emails.tell_topic_expired(topic_id)


@app.task(name="board.tell_topic_reopened", retry=RETRY)
def tell_topic_reopened(topic_id: int, number: int) -> None:
    emails.tell_topic_reopened(topic_id, number)
