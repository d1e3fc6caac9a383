from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from members.confirmations import actions
from members.confirmations.models import Round


@app.task(name=actions.MAIL_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def mail_round(round_id: int) -> int:
    return actions.mail_round(begun=Round.objects.get(pk=round_id))


@app.task(name=actions.REMIND_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def remind_round(round_id: int) -> int:
    return actions.remind_now(begun=Round.objects.get(pk=round_id))


@app.periodic(cron="10 * * * *")
@app.task(name="members.advance_rounds", queueing_lock="members.advance_rounds")
def advance_rounds(timestamp: int) -> None:
    """Hourly while offices in Japan are open: what a standstill of the worker missed follows the same day."""
    if 9 <= timezone.localtime().hour < 18:
        actions.advance_rounds()


@app.periodic(cron="*/10 * * * *")
@app.task(name="members.note_bounces", queueing_lock="members.note_bounces")
def note_bounces(timestamp: int) -> int:
    return actions.note_bounces()
