"""What hangs on the days of an event moves with them."""

import datetime

from django.db.models import F

from events.events.models import Event
from events.opening_hours.models import SpecialDay


def move_days(event: Event, days: int, *, special_days: bool = True) -> None:
    """Parts of the programme, closed days and days with other hours, that many days later."""
    if not days:
        return
    step = datetime.timedelta(days=days)
    event.programme_parts.filter(day__isnull=False).update(day=F("day") + step)
    if special_days:
        rows = list(event.special_days.all())
        event.special_days.all().delete()  # one after the other they would stand on each other's days
        SpecialDay.objects.bulk_create(
            SpecialDay(event=event, day=row.day + step, opens=row.opens, closes=row.closes, note=row.note)
            for row in rows
        )
