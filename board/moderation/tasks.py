"""Background work for moderation; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board.moderation import emails
from common.jobs import RETRY


@app.task(name="board.send_owner_notice", retry=RETRY)
def send_owner_notice(entry_id: int) -> None:
    emails.send_owner_notice(entry_id)
