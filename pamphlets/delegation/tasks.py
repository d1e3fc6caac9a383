from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.delegation import emails


@app.task(name="pamphlets.tell_answer_step", retry=RETRY)
def tell_answer_step(step_id: int) -> None:
    emails.tell_answer_step(step_id)
