from procrastinate.contrib.django import app

from board.audience_changes import emails
from common.jobs import RETRY


@app.task(name="board.tell_audience_widened", retry=RETRY)
def tell_audience_widened(topic_id: int) -> None:
    emails.tell_audience_widened(topic_id)


@app.task(name="board.tell_audience_narrowed", retry=RETRY)
def tell_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    emails.tell_audience_narrowed(topic_id, organizations, entry)
