"""What the clock does for the results of inquiries; every job may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from inquiries.progress import actions


@app.periodic(cron="30 * * * *")
@app.task(name="inquiries.notify_progress", queueing_lock="inquiries.notify_progress")
def notify_progress(timestamp: int) -> int:
    """At 8:30, once a day; the later hours do what a standstill missed."""
    return actions.notify_progress() if 8 <= timezone.localtime().hour < 18 else 0
