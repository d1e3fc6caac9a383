"""Background work for those who ask; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.steps import emails


@app.task(name="inquiries.tell_step", retry=RETRY)
def tell_step(step_id: int, also_answered: bool = True) -> None:
    emails.tell_step(step_id, also_answered)
