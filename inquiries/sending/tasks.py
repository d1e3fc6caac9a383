"""Background work for inquiries (照会); every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from inquiries.sending import emails


@app.task(name="inquiries.tell_asked", retry=RETRY)
def tell_asked(pk: int, organization_ids: list[int] | None = None) -> None:
    emails.tell_asked(pk, organization_ids)
