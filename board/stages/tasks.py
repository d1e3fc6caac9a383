from procrastinate.contrib.django import app

from board.stages import emails
from common.jobs import RETRY


@app.task(name="board.tell_topic_stepped", retry=RETRY)
def tell_topic_stepped(step_id: int) -> None:
    emails.tell_topic_stepped(step_id)
