from procrastinate.contrib.django import app

from members.government_changes import actions
from members.government_changes.models import GovernmentChange


@app.periodic(cron="10 * * * *")
@app.task(
    name="members.carry_out_due_government_changes", queueing_lock="members.carry_out_due_government_changes"
)
def carry_out_due_government_changes(timestamp: int) -> int:
    """Hourly, so that a merger happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_government_changes()


@app.task(name="members.after_government_change")
def after_government_change(change_id: int, by_clock: bool) -> None:
    actions.after_government_change(GovernmentChange.objects.get(pk=change_id), by_clock=by_clock)
