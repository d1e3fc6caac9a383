from procrastinate.contrib.django import app

from board.talks import emails
from common.jobs import RETRY


@app.task(name="board.tell_talk_begun", retry=RETRY)
def tell_talk_begun(topic_id: int) -> None:
    emails.tell_talk_begun(topic_id)
