"""Reminders of inquiries that are not answered yet (督促): five and one working day before the due date."""

from correspondence.reminders.actions import remind_due
from inquiries.inquiries.models import Inquiry


def remind_organizations() -> int:
    """What the clock does; returns how many organisations were reminded."""
    return remind_due(Inquiry)
