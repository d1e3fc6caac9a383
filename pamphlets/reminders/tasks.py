from common import clock
from correspondence.reminders.actions import remind
from correspondence.reminders.queries import near_due
from pamphlets.requests.models import PamphletRequest


@clock.each(
    clock.hourly(20, between=("9:00", "18:00"), working_days=True),
    rows=lambda now: near_due(PamphletRequest, now),
    label="配布依頼の回答の督促",
    lock=False,
)
def remind_wards(pamphlet, *, now) -> int:
    """The wards that have not answered, five and one working day before the due date."""
    return remind(pamphlet)
