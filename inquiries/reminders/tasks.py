from django.utils import timezone
from procrastinate.contrib.django import app

from inquiries.reminders import actions


@app.periodic(cron="25 * * * *")
@app.task(name="inquiries.remind_organizations", queueing_lock="inquiries.remind_organizations")
def remind_organizations(timestamp: int) -> int:
    """Hourly while offices in Japan are open: what a standstill missed follows the same day."""
    return actions.remind_organizations() if 9 <= timezone.localtime().hour < 18 else 0
