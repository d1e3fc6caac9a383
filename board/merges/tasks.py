from procrastinate.contrib.django import app

from board.merges import emails
from common.jobs import RETRY


@app.task(name="board.tell_merged", retry=RETRY)
def tell_merged(entry_id: int) -> None:
    emails.tell_merged(entry_id)
