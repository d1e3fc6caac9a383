"""Background work for the steps of a pamphlet request; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.steps import emails


@app.task(name="pamphlets.tell_step", retry=RETRY)
def tell_step(step_id: int) -> None:
    emails.tell_step(step_id)
