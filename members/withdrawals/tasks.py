from common import clock
from common.japanese_calendar import as_date
from members.withdrawals import actions
from members.withdrawals.models import Withdrawal


@clock.each(
    clock.hourly(10), rows=lambda now: Withdrawal.objects.due(as_date(now)), label="受理した退会の実施"
)
def carry_out_due_withdrawal(withdrawal, *, now) -> None:
    """An accepted withdrawal, on its day."""
    actions.carry_out_withdrawal(withdrawal=withdrawal)
