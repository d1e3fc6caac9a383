"""What hangs on the days of an event moves with them."""

import datetime

from django.db.models import F

from events.booths.models import BoothAssignment
from events.events.models import Event
from events.opening_hours.models import SpecialDay

FAR = datetime.timedelta(days=365_000)


def move_days(event: Event, days: int, *, special_days: bool = True) -> None:
    """Parts of the programme, booths, closed days and days with other hours, that many days later."""
    if not days:
        return
    step = datetime.timedelta(days=days)
    event.programme_parts.filter(day__isnull=False).update(day=F("day") + step)
    placed = BoothAssignment.objects.filter(booth__event=event)
    placed.update(day=F("day") + FAR)  # one after the other they would stand on each other's days
    placed.update(day=F("day") + (step - FAR))
    if special_days:
        rows = list(event.special_days.all())
        event.special_days.all().delete()  # as above
        SpecialDay.objects.bulk_create(
            SpecialDay(event=event, day=row.day + step, opens=row.opens, closes=row.closes, note=row.note)
            for row in rows
        )
