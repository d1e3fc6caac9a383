from common import clock
from correspondence.reminders.actions import remind
from correspondence.reminders.queries import near_due
from inquiries.inquiries.models import Inquiry


@clock.each(
    clock.hourly(25, between=("9:00", "18:00"), working_days=True),
    rows=lambda now: near_due(Inquiry, now),
    label="照会の回答の督促",
    lock=False,
)
def remind_organizations(inquiry, *, now) -> int:
    """Who has not answered, five and one working day before the due date."""
    return remind(inquiry)
