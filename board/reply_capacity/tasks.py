from procrastinate.contrib.django import app

from board.reply_capacity import emails
from common.jobs import RETRY


@app.task(name="board.tell_reply_marked", retry=RETRY)
def tell_reply_marked(reply_id: int, entry_id: int) -> None:
    emails.tell_reply_marked(reply_id, entry_id)
