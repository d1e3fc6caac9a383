"""What the worker does for this room by the clock. Each task may run twice without harm."""

from procrastinate.contrib.django import app

from members import actions, after_changes
from members.models import GovernmentChange, OrganizationMerge


@app.periodic(cron="5 * * * *")
@app.task(name="members.carry_out_due_handovers", queueing_lock="members.carry_out_due_handovers")
def carry_out_due_handovers(timestamp: int) -> int:
    """Hourly, so that a hand-over happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_handovers()


@app.periodic(cron="35 18 * * *")
@app.task(name="members.discard_unproven", queueing_lock="members.discard_unproven")
def discard_unproven(timestamp: int) -> int:
    return actions.discard_unproven_applications()


@app.periodic(cron="10 * * * *")
@app.task(name="members.carry_out_due_changes", queueing_lock="members.carry_out_due_changes")
def carry_out_due_changes(timestamp: int) -> int:
    """Hourly, so that a merger happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_changes()


@app.task(name="members.after_government_change")
def after_government_change(change_id: int, by_clock: bool) -> None:
    after_changes.after_change(GovernmentChange.objects.get(pk=change_id), by_clock=by_clock)


@app.task(name="members.after_merge")
def after_merge(merge_id: int) -> None:
    after_changes.after_merge(OrganizationMerge.objects.get(pk=merge_id))
