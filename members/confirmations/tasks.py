from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from members.confirmations import actions
from members.confirmations.models import ConfirmationRound


@app.task(name=actions.MAIL_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_confirmation_round(round_id: int) -> int:
    return actions.mail_confirmation_round(confirmation_round=ConfirmationRound.objects.get(pk=round_id))


@app.task(name=actions.REMIND_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def remind_confirmation_round(round_id: int) -> int:
    return actions.remind_requested_entries(confirmation_round=ConfirmationRound.objects.get(pk=round_id))


@app.periodic(cron="10 * * * *")
@app.task(name="members.advance_confirmation_rounds", queueing_lock="members.advance_confirmation_rounds")
def advance_confirmation_rounds(timestamp: int) -> None:
    """Hourly while offices in Japan are open: what a standstill of the worker missed follows the same day."""
    if 9 <= timezone.localtime().hour < 18:
        actions.advance_confirmation_rounds()


@app.periodic(cron="*/10 * * * *")
@app.task(name="members.mark_bounced_entries", queueing_lock="members.mark_bounced_entries")
def mark_bounced_entries(timestamp: int) -> int:
    return actions.mark_bounced_entries()
