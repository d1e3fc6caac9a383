"""Background work for publication; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.publication import emails
from board.publication.actions import publish_scheduled
from board.topics.models import Topic
from common import clock
from common.jobs import RETRY


@clock.each(
    clock.every(1),
    rows=lambda now: Topic.objects.publication_due(now),
    label="予約した投稿の公開",
    lock=False,
)
def publish_due_topic(topic, *, now) -> bool:
    """A topic whose time of publication has come."""
    return publish_scheduled(topic_id=topic.pk)


@app.task(name="board.send_schedule_done", retry=RETRY)
def send_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    emails.send_schedule_done(topic_id, problem, by_id, at)


@app.task(name="board.notify_topic_published", retry=RETRY)
def notify_topic_published(topic_id: int) -> None:
    emails.notify_topic_published(topic_id)
