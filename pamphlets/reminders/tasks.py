"""What the clock does for requests to the wards; every job may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from pamphlets.reminders import actions


@app.periodic(cron="20 * * * *")
@app.task(name="pamphlets.remind_wards", queueing_lock="pamphlets.remind_wards")
def remind_wards(timestamp: int) -> int:
    """Hourly while offices in Japan are open: what a standstill missed follows the same day."""
    return actions.remind_wards() if 9 <= timezone.localtime().hour < 18 else 0
