"""Background work for answers to inquiries; every job may run twice without harm."""

from procrastinate.contrib.django import app

from inquiries import telling_answering
from office.jobs import RETRY


@app.task(name="inquiries.tell_answer_step", retry=RETRY)
def tell_answer_step(step_id: int) -> None:
    telling_answering.tell_answer_step(step_id)
