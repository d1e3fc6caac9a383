"""Background work for official answers, assignments and talks; every job may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from board.assignments import emails
from common.jobs import RETRY


@app.task(name="board.tell_assigned", retry=RETRY)
def tell_assigned(assignment_id: int, former_id: int, entry_id: int) -> None:
    emails.tell_assigned(assignment_id, former_id, entry_id)


@app.periodic(cron="5 * * * *")
@app.task(name="board.remind_assignments", queueing_lock="board.remind_assignments")
def remind_assignments(timestamp: int) -> int:
    """From the morning on, hourly: what a standstill of the worker missed follows the same day."""
    now = timezone.localtime()
    return emails.remind_assignments(now.date()) if 8 <= now.hour < 18 else 0
