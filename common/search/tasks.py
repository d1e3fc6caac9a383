from procrastinate import RetryStrategy

from common import jobs
from common.search import actions


@jobs.task(actions.REFRESH_TASK, jobs.INDEX, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def refresh_text(model: str, pk: int) -> None:
    actions.refresh_index_by_key(model, pk)
