"""Background work for inquiries (照会); every job may run twice without harm."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from inquiries import tasks_answering, tasks_asking, tasks_results, telling

__all__ = ["tasks_answering", "tasks_asking", "tasks_results", "tell_asked"]

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="inquiries.tell_asked", retry=RETRY)
def tell_asked(inquiry_id: int, organization_ids: list[int] | None = None) -> None:
    telling.tell_asked(inquiry_id, organization_ids)
