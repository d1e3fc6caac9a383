"""Background work for answers to inquiries; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.answers import emails


@app.task(name="inquiries.tell_answer_step", retry=RETRY)
def tell_answer_step(step_id: int) -> None:
    emails.tell_answer_step(step_id)
