from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pamphlets.answer_changes import emails


@app.task(name="pamphlets.notify_answer_change", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def notify_answer_change(change_id: int, state: str) -> None:
    emails.notify_other_side(change_id, state)
