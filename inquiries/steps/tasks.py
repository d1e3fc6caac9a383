"""Background work for those who ask; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.steps import emails


@app.task(name="inquiries.notify_step", retry=RETRY)
def notify_step(step_id: int, also_answered: bool = True) -> None:
    emails.notify_step(step_id, also_answered)
