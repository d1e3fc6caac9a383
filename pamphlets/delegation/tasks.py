from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.delegation import emails


@app.task(name="pamphlets.notify_answer_step", retry=RETRY)
def notify_answer_step(step_id: int) -> None:
    emails.notify_answer_step(step_id)
