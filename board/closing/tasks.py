"""Background work for deadlines; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.closing import emails
from board.closing.actions import close_overdue
from common.jobs import RETRY


@app.periodic(cron="2 * * * *")  # at 0:02 of Tokyo too, whatever the server's clock; later runs catch up
@app.task(name="board.close_overdue", queueing_lock="board.close_overdue")
def close_overdue_topics(timestamp: int) -> None:
    """Close what has passed its deadline; on the day itself it is still open."""
    close_overdue()


@app.task(name="board.notify_topic_closed", retry=RETRY)
def notify_topic_closed(topic_id: int) -> None:
    emails.notify_topic_closed(topic_id)


@app.task(name="board.send_topic_expired", retry=RETRY)
def send_topic_expired(topic_id: int) -> None:
    emails.send_topic_expired(topic_id)


@app.task(name="board.notify_topic_reopened", retry=RETRY)
def notify_topic_reopened(topic_id: int, number: int) -> None:
    emails.notify_topic_reopened(topic_id, number)
