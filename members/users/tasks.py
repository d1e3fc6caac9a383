from procrastinate import RetryStrategy

from common import jobs
from members.users import bounces


@jobs.task(
    bounces.NOTE_REFUSED_ADDRESS_TASK, jobs.TELLING, retry=RetryStrategy(max_attempts=5, exponential_wait=5)
)
def note_refused_address(address: str, reason: str) -> int:
    """A mail server said that this address does not exist."""
    return bounces.note_refused_address(address=address, reason=reason)
