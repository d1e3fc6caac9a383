from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from common.search import actions


@app.task(name=actions.REFRESH_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5), queue="index")
def refresh_text(model: str, pk: int) -> None:
    actions.refresh_index_by_key(model, pk)
