"""Background work for inquiries (照会); every job may run twice without harm."""

from procrastinate.contrib.django import app

from inquiries import tasks_answering, tasks_asking, tasks_results, telling
from office.jobs import RETRY

__all__ = ["tasks_answering", "tasks_asking", "tasks_results", "tell_asked"]


@app.task(name="inquiries.tell_asked", retry=RETRY)
def tell_asked(inquiry_id: int, organization_ids: list[int] | None = None) -> None:
    telling.tell_asked(inquiry_id, organization_ids)
