"""Background work for the way of the copies; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.deliveries import emails


@app.task(name="pamphlets.notify_delivery", retry=RETRY)
def notify_delivery(what: str, parcels: list) -> None:
    emails.notify_delivery(what, parcels)


@app.task(name="pamphlets.notify_delivery_undone", retry=RETRY)
def notify_delivery_undone(answer_id: int, entry_id: int, step: str, reason: str, by_name: str) -> None:
    emails.notify_undone(answer_id, entry_id, step, reason, by_name)
