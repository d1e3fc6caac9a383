"""What is late, for who asked and for the secretariat."""

from common import japanese_calendar
from common.japanese_calendar import as_date, is_working_day, reminded_until
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


def near_due(model, now):
    """Open requests of which a reminder may be due today, a working day: their due date is near."""
    today = as_date(now)
    if not is_working_day(today):
        return model.objects.none()
    latest = reminded_until(today, FIRST)
    near = model.objects.filter(state=model.State.OPEN, answer_due__gte=today, answer_due__lte=latest)
    return near.order_by("pk")
