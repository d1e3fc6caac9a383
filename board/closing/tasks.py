"""Background work for deadlines; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.closing import emails
from board.closing.actions import close_overdue
from board.topics.models import Topic
from common import clock
from common.japanese_calendar import as_date
from common.jobs import RETRY


@clock.each(
    clock.hourly(2), rows=lambda now: Topic.objects.overdue(as_date(now)), label="期限が過ぎた投稿の受付終了"
)
def close_overdue_topic(topic, *, now) -> None:
    """A topic whose deadline has passed; on the day itself it is still open."""
    close_overdue(topic)


@app.task(name="board.notify_topic_closed", retry=RETRY)
def notify_topic_closed(topic_id: int) -> None:
    emails.notify_topic_closed(topic_id)


@app.task(name="board.send_topic_expired", retry=RETRY)
def send_topic_expired(topic_id: int) -> None:
    emails.send_topic_expired(topic_id)


@app.task(name="board.notify_topic_reopened", retry=RETRY)
def notify_topic_reopened(topic_id: int, number: int) -> None:
    emails.notify_topic_reopened(topic_id, number)
