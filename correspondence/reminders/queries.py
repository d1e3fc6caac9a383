"""What is late, for who asked and for the secretariat."""

from common import japanese_calendar


def late_answers(model, user):
    """Late answers to their organisation's requests, of the secretariat to all; the longest overdue first."""
    parent, late = model.PARENT, model.objects.late()
    if not user.is_secretariat:
        late = late.filter(**{f"{parent}__organization": user.organization})
    asker = f"{parent}__organization__local_government"
    late = late.select_related("organization__local_government", asker, "delegated_section")
    code, name = "organization__local_government__code", "organization__name_kana"
    return late.order_by(f"{parent}__answer_due", f"{parent}_id", code, name, "pk")


def days_overdue(answer) -> int:
    """In working days."""
    return japanese_calendar.working_days_between(answer.item.answer_due, japanese_calendar.today())
