from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from pamphlets.answer_changes import emails


@app.task(name="pamphlets.tell_answer_change", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_answer_change(change_id: int, state: str) -> None:
    emails.tell_other_side(change_id, state)
