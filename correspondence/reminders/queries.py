"""What is late, for who asked and for the secretariat; on which days a reminder is due."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from common import japanese_calendar
from common.japanese_calendar import add_working_days, as_date, is_working_day
from common.search.kana import in_kana_order
from correspondence.reminders.models import FIRST


def late_answers(model, user):
    """Late answers to their organisation's requests, of the secretariat to all; the longest overdue first."""
    parent, late = model.PARENT, model.objects.late()
    if not user.is_secretariat:
        late = late.filter(**{f"{parent}__organization": user.organization})
    asker = f"{parent}__organization__local_government"
    late = late.select_related("organization__local_government", asker, "delegated_section")
    name = in_kana_order("organization__name_kana")
    code = "organization__local_government__code"
    return late.order_by(f"{parent}__answer_due", f"{parent}_id", code, *name, "pk")


def days_overdue(answer) -> int:
    """In working days."""
    return japanese_calendar.working_days_between(answer.item.answer_due, japanese_calendar.today())


def not_reminded_on(answers, day: datetime.date):
    """Those to whom no reminder went on this day, by the clock or by hand."""
    reminders = answers.model._meta.get_field("reminders").related_model
    return answers.filter(~Exists(reminders.objects.filter(answer=OuterRef("pk"), at__date=day)))


def near_due(model, now):
    """Open requests of which a reminder may be due today, a working day: their due date is near."""
    today = as_date(now)
    if not is_working_day(today):
        return model.objects.none()
    latest = reminded_until(today, FIRST)
    near = model.objects.filter(state=model.State.OPEN, answer_due__gte=today, answer_due__lte=latest)
    return near.order_by("pk")


LONGEST_CLOSED = datetime.timedelta(days=14)  # more than any row of closed days


def reminder_due(
    asked_on: datetime.date, due: datetime.date, today: datetime.date, days: Iterable[int]
) -> int | None:
    """Which reminder (督促) is due today, as working days before the due date; None where none is.

    One that a standstill missed is due on the next working day; an earlier one is left out where a later
    one is due already; none is due on the days of the asking.
    """
    for before in sorted(days):
        if asked_on < add_working_days(due, -before) <= today:
            return before
    return None


def reminded_until(today: datetime.date, before: int) -> datetime.date:
    """A date behind every due date of which a reminder may be due today."""
    return add_working_days(today, before) + LONGEST_CLOSED
