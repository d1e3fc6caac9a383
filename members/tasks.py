"""What the worker does for this room by the clock. Each task may run twice without harm."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from members import actions, after_changes
from members.actions import rounds, unreached
from members.models import GovernmentChange, OrganizationMerge, Round


@app.periodic(cron="5 * * * *")
@app.task(name="members.carry_out_due_handovers", queueing_lock="members.carry_out_due_handovers")
def carry_out_due_handovers(timestamp: int) -> int:
    """Hourly, so that a hand-over happens early on its day in Japan whatever the server's time zone."""
    return actions.carry_out_due_handovers()


@app.periodic(cron="35 18 * * *")
@app.task(name="members.discard_unproven", queueing_lock="members.discard_unproven")
def discard_unproven(timestamp: int) -> int:
    return actions.discard_unproven_applications() + actions.discard_unproven_recoveries()


@app.periodic(cron="10 * * * *")
@app.task(name="members.carry_out_due_withdrawals", queueing_lock="members.carry_out_due_withdrawals")
def carry_out_due_withdrawals(timestamp: int) -> int:
    """Hourly, for the same reason."""
    return actions.carry_out_due_withdrawals()


@app.periodic(cron="20 0 * * *")
@app.task(name="members.remind_returned_applications", queueing_lock="members.remind_returned_applications")
def remind_returned_applications(timestamp: int) -> int:
    """In the morning of a working day in Japan."""
    return actions.remind_returned_applications()


@app.task(name="members.ask_recovery")
def ask_recovery(email: str, name: str, lost: str, new_email: str) -> None:
    """What the page took in; a second run sends the section a new mail that stands for the first."""
    actions.ask_recovery(email=email, name=name, lost=lost, new_email=new_email)


@app.task(name=rounds.MAIL_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_round(round_id: int) -> int:
    return actions.mail_round(begun=Round.objects.get(pk=round_id))


@app.task(name=rounds.REMIND_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def remind_round(round_id: int) -> int:
    return actions.remind_now(begun=Round.objects.get(pk=round_id))


@app.periodic(cron="10 * * * *")
@app.task(name="members.carry_on_rounds", queueing_lock="members.carry_on_rounds")
def carry_on_rounds(timestamp: int) -> None:
    """Hourly while offices in Japan are open: what a standstill of the worker missed follows the same day."""
    if 9 <= timezone.localtime().hour < 18:
        actions.carry_on_rounds()


@app.periodic(cron="*/10 * * * *")
@app.task(name="members.note_bounces", queueing_lock="members.note_bounces")
def note_bounces(timestamp: int) -> int:
    return actions.note_bounces()


@app.task(name=unreached.NOTE_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def note_refused_address(address: str, reason: str) -> int:
    """A mail server said that this address does not exist."""
    return actions.note_refused_address(address=address, reason=reason)


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


@app.task(name="members.invite_users", retry=3)
def invite_users(user_ids: list[int]) -> int:
    """After a sheet was taken in: the mails to its new people, away from the request."""
    return actions.invite_users(user_ids=user_ids)


@app.periodic(cron="15 19 * * *")
@app.task(name="members.tidy_sheets", queueing_lock="members.tidy_sheets")
def tidy_sheets(timestamp: int) -> int:
    return actions.tidy_sheets()
