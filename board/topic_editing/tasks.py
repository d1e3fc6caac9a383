"""Background work for writing: scheduled publication, old drafts; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import publishing, telling_writing, writing
from office.jobs import RETRY


@app.periodic(cron="* * * * *")
@app.task(name="board.publish_due", queueing_lock="board.publish_due")
def publish_due(timestamp: int) -> None:
    """Publish the drafts whose time has come."""
    publishing.publish_due()


@app.task(name="board.tell_topic_edited", retry=RETRY)
def tell_topic_edited(version_id: int, called: list[int] = ()) -> None:
    telling_writing.tell_topic_edited(version_id, called)


@app.task(name="board.tell_schedule_done", retry=RETRY)
def tell_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    telling_writing.tell_schedule_done(topic_id, problem, by_id, at)


@app.periodic(cron="37 3 * * *")
@app.task(name="board.forget_writing", queueing_lock="board.forget_writing")
def forget_writing(timestamp: int) -> None:
    writing.forget_old()
