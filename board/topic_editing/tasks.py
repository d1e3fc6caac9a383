from procrastinate.contrib.django import app

from board.topic_editing import emails
from common.jobs import RETRY


@app.task(name="board.notify_topic_edited", retry=RETRY)
def notify_topic_edited(version_id: int, mentioned: list[int] = ()) -> None:
    emails.notify_topic_edited(version_id, mentioned)
