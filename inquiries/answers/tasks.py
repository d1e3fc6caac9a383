"""Background work for answers to inquiries; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.answers import emails


@app.task(name="inquiries.notify_answer_step", retry=RETRY)
def notify_answer_step(step_id: int) -> None:
    emails.notify_answer_step(step_id)
