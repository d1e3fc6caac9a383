"""On which days a reminder is due."""

import datetime

import pytest

from correspondence.reminders.queries import reminded_until, reminder_due


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "before"),
    [
        ("2026-12-07", None),
        ("2026-12-08", 5),
        ("2026-12-11", 5),  # a standstill missed the day
        ("2026-12-14", 1),
        ("2026-12-15", 1),  # on the due date itself
    ],
)
def test_reminders_are_due_so_many_working_days_before(today, before):
    due = day("2026-12-15")
    assert reminder_due(day("2026-12-01"), due, day(today), (5, 1)) == before
    assert reminded_until(day(today), 5) >= due or before is None
    assert reminder_due(due, due, due, (5, 1)) is None  # none on the day of the asking
