from procrastinate.contrib.django import app

from board.held_posts import emails
from common.jobs import RETRY


@app.task(name="board.send_post_held", retry=RETRY)
def send_post_held(held_id: int) -> None:
    emails.send_post_held(held_id)
