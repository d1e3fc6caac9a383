"""Background work for order: who is told what the secretariat did; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.moderation import emails
from common.jobs import RETRY


@app.task(name="board.tell_owner", retry=RETRY)
def tell_owner(entry_id: int) -> None:
    emails.tell_owner(entry_id)
