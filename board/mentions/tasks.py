from procrastinate.contrib.django import app

from board.mentions import emails
from common.jobs import RETRY


@app.task(name="board.notify_mentioned", retry=RETRY)
def notify_mentioned(mention_ids: list[int], by_id: int) -> None:
    emails.notify_mentioned(mention_ids, by_id)
