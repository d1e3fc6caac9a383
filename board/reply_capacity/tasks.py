from procrastinate.contrib.django import app

from board.reply_capacity import emails
from common.jobs import RETRY


@app.task(name="board.send_official_answer_changed", retry=RETRY)
def send_official_answer_changed(reply_id: int, entry_id: int) -> None:
    emails.send_official_answer_changed(reply_id, entry_id)
