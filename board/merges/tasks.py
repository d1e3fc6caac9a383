from procrastinate.contrib.django import app

from board.merges import emails
from common.jobs import RETRY


@app.task(name="board.send_topic_merged", retry=RETRY)
def send_topic_merged(entry_id: int) -> None:
    emails.send_topic_merged(entry_id)
