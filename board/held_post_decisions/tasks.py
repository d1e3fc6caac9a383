from procrastinate.contrib.django import app

from board.held_post_decisions import emails
from common.jobs import RETRY


@app.task(name="board.send_held_decided", retry=RETRY)
def send_held_decided(held_id: int) -> None:
    emails.send_held_decided(held_id)
