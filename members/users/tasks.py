from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from members.users import bounces, invitations


@app.task(name=bounces.NOTE_REFUSED_ADDRESS_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def note_refused_address(address: str, reason: str) -> int:
    """A mail server said that this address does not exist."""
    return bounces.note_refused_address(address=address, reason=reason)


@app.task(name="members.invite_users", retry=3)
def invite_users(user_ids: list[int]) -> int:
    """After a sheet was taken in: the mails to its new people, away from the request."""
    return invitations.invite_users(user_ids=user_ids)
