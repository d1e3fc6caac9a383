from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.ward_questions import emails


@app.task(name="pamphlets.tell_pamphlet_question", retry=RETRY)
def tell_pamphlet_question(question_id: int) -> None:
    emails.tell_question(question_id)


@app.task(name="pamphlets.tell_pamphlet_reply", retry=RETRY)
def tell_pamphlet_reply(question_id: int) -> None:
    emails.tell_reply(question_id)
