from procrastinate.contrib.django import app

from board.talks import emails
from common.jobs import RETRY


@app.task(name="board.notify_talk_begun", retry=RETRY)
def notify_talk_begun(topic_id: int) -> None:
    emails.notify_talk_begun(topic_id)
