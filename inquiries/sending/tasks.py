"""Background work for inquiries (照会); every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.sending import emails


@app.task(name="inquiries.notify_asked", retry=RETRY)
def notify_asked(pk: int, organization_ids: list[int] | None = None) -> None:
    emails.notify_asked(pk, organization_ids)
