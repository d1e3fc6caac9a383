"""What the worker does for this room by the clock. Each task may run twice without harm."""

from procrastinate.contrib.django import app

from members import actions


@app.periodic(cron="5 * * * *")
@app.task(name="members.carry_out_due_handovers", queueing_lock="members.carry_out_due_handovers")
def carry_out_due_handovers(timestamp: int) -> int:
    """Hourly, so that a hand-over happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_handovers()


@app.periodic(cron="35 18 * * *")
@app.task(name="members.discard_unproven", queueing_lock="members.discard_unproven")
def discard_unproven(timestamp: int) -> int:
    return actions.discard_unproven_applications()


@app.task(name="members.invite_users", retry=3)
def invite_users(user_ids: list[int]) -> int:
    """After a sheet was taken in: the mails to its new people, away from the request."""
    return actions.invite_users(user_ids=user_ids)


@app.periodic(cron="15 19 * * *")
@app.task(name="members.tidy_sheets", queueing_lock="members.tidy_sheets")
def tidy_sheets(timestamp: int) -> int:
    return actions.tidy_sheets()
