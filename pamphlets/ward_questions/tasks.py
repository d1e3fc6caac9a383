from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.ward_questions import emails


@app.task(name="pamphlets.notify_pamphlet_question", retry=RETRY)
def notify_pamphlet_question(question_id: int) -> None:
    emails.notify_question(question_id)


@app.task(name="pamphlets.notify_pamphlet_reply", retry=RETRY)
def notify_pamphlet_reply(question_id: int) -> None:
    emails.notify_reply(question_id)
