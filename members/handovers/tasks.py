from procrastinate.contrib.django import app

from members.handovers import actions


@app.periodic(cron="5 * * * *")
@app.task(name="members.carry_out_due_handovers", queueing_lock="members.carry_out_due_handovers")
def carry_out_due_handovers(timestamp: int) -> int:
    """Hourly, so that a hand-over happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_handovers()
