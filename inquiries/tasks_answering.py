"""Background work for answers to inquiries; every job may run twice without harm."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from inquiries import telling_answering

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="inquiries.tell_answer_step", retry=RETRY)
def tell_answer_step(step_id: int) -> None:
    telling_answering.tell_answer_step(step_id)
