"""Background work for the steps of a pamphlet request; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.steps import emails


@app.task(name="pamphlets.notify_step", retry=RETRY)
def notify_step(step_id: int) -> None:
    emails.notify_step(step_id)
