"""Reminders of requests that a ward has not answered (督促): five and one working day before the due date."""

from correspondence.reminders.actions import remind_due
from pamphlets.requests.models import PamphletRequest


def remind_wards() -> int:
    """What the clock does; returns how many wards were reminded."""
    return remind_due(PamphletRequest)
