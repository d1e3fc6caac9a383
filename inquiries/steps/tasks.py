"""Background work for those who ask; every job may run twice without harm."""

from procrastinate.contrib.django import app

from inquiries import telling_asking
from office.jobs import RETRY


@app.task(name="inquiries.tell_step", retry=RETRY)
def tell_step(step_id: int, also_answered: bool = True) -> None:
    telling_asking.tell_step(step_id, also_answered)
