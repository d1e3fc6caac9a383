from procrastinate import RetryStrategy

from common import clock, jobs
from members.confirmations import actions
from members.confirmations.models import ConfirmationEntry, ConfirmationRound
from members.sections.actions import clear_mailbox_bounce, mark_mailbox_bounced


@jobs.task(actions.MAIL_TASK, jobs.TELLING, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_confirmation_round(round_id: int) -> int:
    return actions.mail_confirmation_round(confirmation_round=ConfirmationRound.objects.get(pk=round_id))


@jobs.task(actions.REMIND_TASK, jobs.TELLING, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def remind_confirmation_round(round_id: int) -> int:
    return actions.remind_requested_entries(confirmation_round=ConfirmationRound.objects.get(pk=round_id))


@clock.once(clock.hourly(10, between=("9:00", "18:00")), label="登録内容の確認の依頼と督促")
def advance_confirmation_rounds(*, now) -> None:
    """Begin the yearly round, mail who is left, remind, end what nobody ended."""
    actions.advance_confirmation_rounds()


@clock.each(
    clock.every(10),
    rows=lambda now: ConfirmationEntry.objects.undelivered(),
    label="確認のメールが届かない部署の記録",
    lock=False,  # it locks the section first
)
def mark_bounced_entry(entry, *, now) -> None:
    """A section whose mail could not be delivered in the running round."""
    mark_mailbox_bounced(section=entry.section, by=None, reason=entry.mail.last_error if entry.mail else "")


@clock.each(
    clock.every(10),
    rows=lambda now: ConfirmationEntry.objects.delivered_since(),
    label="確認のメールが届いた部署の記録",
    lock=False,
)
def clear_bounced_entry(entry, *, now) -> None:
    """A section that was marked, and whose mail was delivered since."""
    clear_mailbox_bounce(entry.section)
