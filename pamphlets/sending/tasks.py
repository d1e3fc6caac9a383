"""Background work for pamphlet requests; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import telling_pamphlet
from office.jobs import RETRY


@app.task(name="board.tell_wards_of_pamphlet", retry=RETRY)
def tell_wards_of_pamphlet(pamphlet_id: int, occasion: str, ward_ids: list[int] | None = None) -> None:
    telling_pamphlet.tell_wards(pamphlet_id, occasion, ward_ids)


@app.task(name="board.tell_pamphlet_question", retry=RETRY)
def tell_pamphlet_question(question_id: int) -> None:
    telling_pamphlet.tell_question(question_id)


@app.task(name="board.tell_pamphlet_reply", retry=RETRY)
def tell_pamphlet_reply(question_id: int) -> None:
    telling_pamphlet.tell_reply(question_id)


@app.task(name="board.tell_pamphlet_forwarded", retry=RETRY)
def tell_pamphlet_forwarded(answer_id: int, entry_id: int) -> None:
    telling_pamphlet.tell_forwarded(answer_id, entry_id)
