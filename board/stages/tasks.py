from procrastinate.contrib.django import app

from board.stages import emails
from common.jobs import RETRY


@app.task(name="board.notify_topic_stepped", retry=RETRY)
def notify_topic_stepped(step_id: int) -> None:
    emails.notify_topic_stepped(step_id)
