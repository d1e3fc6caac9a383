"""Background work for writing: scheduled publication, old drafts; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.topic_editing import emails
from common.jobs import RETRY


@app.task(name="board.tell_topic_edited", retry=RETRY)
def tell_topic_edited(version_id: int, called: list[int] = ()) -> None:
    emails.tell_topic_edited(version_id, called)
