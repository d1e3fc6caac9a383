"""Background work for pamphlet requests; every job may run twice without harm."""

from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.sending import emails


@app.task(name="pamphlets.tell_wards_of_pamphlet", retry=RETRY)
def tell_wards_of_pamphlet(pamphlet_id: int, occasion: str, ward_ids: list[int] | None = None) -> None:
    emails.tell_wards(pamphlet_id, occasion, ward_ids)
