from procrastinate.contrib.django import app

from members.withdrawals import actions


@app.periodic(cron="10 * * * *")
@app.task(name="members.carry_out_due_withdrawals", queueing_lock="members.carry_out_due_withdrawals")
def carry_out_due_withdrawals(timestamp: int) -> int:
    """Hourly, for the same reason."""
    return actions.carry_out_due_withdrawals()
