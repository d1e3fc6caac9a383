"""When digests are sent: on working days at 8:30, the weekly ones on the first of the week."""

import datetime

from django.utils import timezone

from board.notifications.queries import GATHERED_BY
from common import japanese_calendar

SEND_TIME = datetime.time(8, 30)


def cutoffs(now: datetime.datetime) -> dict | None:
    """Up to when notifications are included today, by rhythm; None on holidays and before 8:30.

    Later on the same day they are the same: a worker that was down catches up.
    """
    here = timezone.localtime(now)
    if not japanese_calendar.is_working_day(here.date()) or here.time() < SEND_TIME:
        return None
    return {
        "day": here.date(),
        "midnight": at_time(here.date(), datetime.time()),
        "daily": at_time(here.date()),
        "at_once": min(at_time(here.date()), now - GATHERED_BY),  # what is put off may still be gathered
        "weekly": at_time(japanese_calendar.first_working_day_of_week(here.date())),
    }


def at_time(day: datetime.date, time: datetime.time = SEND_TIME) -> datetime.datetime:
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
