"""Background work for those who ask; every job may run twice without harm."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from inquiries import telling_asking

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="inquiries.tell_step", retry=RETRY)
def tell_step(step_id: int, also_answered: bool = True) -> None:
    telling_asking.tell_step(step_id, also_answered)
