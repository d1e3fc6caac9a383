from procrastinate.contrib.django import app

from board.reply_posting import emails
from common.jobs import RETRY


@app.task(name="board.notify_reply_posted", retry=RETRY)
def notify_reply_posted(reply_id: int) -> None:
    emails.notify_reply_posted(reply_id)
