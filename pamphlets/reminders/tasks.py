"""What the clock does for requests to the wards; every job may run twice without harm."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from board import telling_changes
from board.actions import reminders


@app.periodic(cron="20 * * * *")
@app.task(name="board.remind_wards", queueing_lock="board.remind_wards")
def remind_wards(timestamp: int) -> int:
    """Hourly while offices in Japan are open: what a standstill missed follows the same day."""
    return reminders.remind_wards() if 9 <= timezone.localtime().hour < 18 else 0


@app.task(name="board.tell_answer_change", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell_answer_change(change_id: int, state: str) -> None:
    telling_changes.tell(change_id, state)
