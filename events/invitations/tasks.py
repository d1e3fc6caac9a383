from common import clock
from common.japanese_calendar import as_date
from events.invitations.actions import remind_when_due
from events.invitations.queries import calls_near_due


@clock.each(
    clock.hourly(35, between=("9:00", "18:00"), working_days=True),
    rows=calls_near_due,
    label="出展の招待の再通知",
    lock=False,
)
def remind_invited(call, *, now) -> int:
    """Who has not answered, five and one working day before the due date."""
    return remind_when_due(call=call, day=as_date(now))
