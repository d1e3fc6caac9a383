"""Reminders of inquiries that are not answered yet (督促): five and one working day before the due date."""

from correspondence.reminders.actions import remind_due
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.emails import send_reminder


def remind_organizations() -> int:
    """What the clock does; returns how many organisations were reminded."""
    return remind_due(Inquiry, silent=_awaited, send=send_reminder)


def _awaited(inquiry):
    return inquiry.answers.awaited().select_related(
        "delegated_to__section__organization", "delegated_section__organization"
    )
