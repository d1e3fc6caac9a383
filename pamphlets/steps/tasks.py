"""Background work for the steps of a pamphlet request; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import telling_pamphlet_step
from office.jobs import RETRY


@app.task(name="board.tell_pamphlet_step", retry=RETRY)
def tell_pamphlet_step(step_id: int) -> None:
    telling_pamphlet_step.tell_step(step_id)
