from procrastinate.contrib.django import app

from board.held_posts import emails
from common.jobs import RETRY


@app.task(name="board.tell_held", retry=RETRY)
def tell_held(held_id: int) -> None:
    emails.tell_held(held_id)


@app.task(name="board.tell_held_decided", retry=RETRY)
def tell_held_decided(held_id: int) -> None:
    emails.tell_held_decided(held_id)
