from procrastinate.contrib.django import app

from board.audience_changes import emails
from common.jobs import RETRY


@app.task(name="board.notify_audience_widened", retry=RETRY)
def notify_audience_widened(topic_id: int) -> None:
    emails.notify_audience_widened(topic_id)


@app.task(name="board.send_audience_narrowed", retry=RETRY)
def send_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    emails.send_audience_narrowed(topic_id, organizations, entry)
