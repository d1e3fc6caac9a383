"""Background work for assignments; every job may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from board.assignments import emails
from common.jobs import RETRY


@app.task(name="board.send_assigned", retry=RETRY)
def send_assigned(assignment_id: int, former_id: int, entry_id: int) -> None:
    emails.send_assigned(assignment_id, former_id, entry_id)


@app.periodic(cron="5 * * * *")
@app.task(name="board.send_due_reminders", queueing_lock="board.send_due_reminders")
def send_due_reminders(timestamp: int) -> int:
    """Hourly from the morning on: what a worker that was down missed follows the same day."""
    now = timezone.localtime()
    return emails.send_due_reminders(now.date()) if 8 <= now.hour < 18 else 0
