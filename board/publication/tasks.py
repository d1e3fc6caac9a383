"""Background work for publication; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.publication import emails
from board.publication.actions import publish_due_topics
from common.jobs import RETRY


@app.periodic(cron="* * * * *")
@app.task(name="board.publish_due", queueing_lock="board.publish_due")
def publish_due(timestamp: int) -> None:
    publish_due_topics()


@app.task(name="board.send_schedule_done", retry=RETRY)
def send_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    emails.send_schedule_done(topic_id, problem, by_id, at)


@app.task(name="board.notify_topic_published", retry=RETRY)
def notify_topic_published(topic_id: int) -> None:
    emails.notify_topic_published(topic_id)
