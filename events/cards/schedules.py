"""Opening hours of an exhibition as schema.org says them: by weekday, without the days it is closed."""

import datetime
from itertools import groupby

from events.events.models import Event
from events.opening_hours.hours import Hours, has_hours, hours_on, last_day
from events.opening_hours.models import OpeningRule

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 400  # days


def schedules_of(event: Event) -> list[dict]:
    """One schedule for the weekdays of the same hours, one for each day with hours of its own."""
    if not has_hours(event):
        return []
    count = min((last_day(event) - event.starts_on).days + 1, LONGEST)
    days = [event.starts_on + datetime.timedelta(days=n) for n in range(count)]
    rules = {
        rule.day: Hours(rule.opens, rule.closes)
        for rule in event.opening_rules.all()
        if rule.day != OpeningRule.Day.HOLIDAY
    }
    weekly = [_weekly(event, hours, days) for hours in _groups(rules)]
    own = [
        _schedule(day, day, hours)
        for day in days
        if (hours := hours_on(event, day)) and rules.get(day.weekday()) != hours
    ]
    return [*weekly, *own]


def _groups(rules: dict[int, Hours]) -> list[tuple[Hours, list[int]]]:
    ordered = sorted(rules, key=lambda day: (rules[day], day))
    return [(hours, list(found)) for hours, found in groupby(ordered, rules.get)]


def _weekly(event: Event, group: tuple[Hours, list[int]], days: list[datetime.date]) -> dict:
    hours, weekdays = group
    excepted = [
        day.isoformat() for day in days if day.weekday() in weekdays and hours_on(event, day) != hours
    ]
    schedule = _schedule(days[0], days[-1], hours)
    schedule |= {
        "repeatFrequency": "P1W",
        "byDay": [f"https://schema.org/{DAYS[weekday]}" for weekday in weekdays],
    }
    return schedule | ({"exceptDate": excepted} if excepted else {})


def _schedule(first: datetime.date, last: datetime.date, hours: Hours) -> dict:
    return {
        "@type": "Schedule",
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
        "startTime": hours.opens.isoformat(),
        "endTime": hours.closes.isoformat(),
        "scheduleTimezone": "Asia/Tokyo",
    }
