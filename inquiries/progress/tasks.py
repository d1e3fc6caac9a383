"""What the clock does for the results of inquiries; every job may run twice without harm."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from inquiries.progress import actions


@app.periodic(cron="30 * * * *")
@app.task(name="inquiries.notify_progress", queueing_lock="inquiries.notify_progress")
def notify_progress(timestamp: int) -> int:
    """At 8:30, once a day; the later hours do what a standstill missed."""
    return actions.notify_progress() if 8 <= timezone.localtime().hour < 18 else 0


@app.task(name="inquiries.notify_complete", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def notify_complete(inquiry_id: int) -> None:
    actions.notify_complete(inquiry_id)
