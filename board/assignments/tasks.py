"""Background work for assignments; every job may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from board.assignments import emails


@app.periodic(cron="5 * * * *")
@app.task(name="board.send_due_reminders", queueing_lock="board.send_due_reminders")
def send_due_reminders(timestamp: int) -> int:
    """Hourly from the morning on: what a worker that was down missed follows the same day."""
    now = timezone.localtime()
    return emails.write_due_reminders(now.date()) if 8 <= now.hour < 18 else 0
