"""What of a request waits for whom: proposed changes of numbers, and wards that were reminded or are late."""

from board.models import AnswerChange
from board.models.pamphlet import OWED
from board.rules import pamphlet as rules
from office import calendar


def waiting_parts(user, pamphlet, own) -> dict:
    """Both sides read the proposals that concern them; who is late the owner and the secretariat."""
    asks = pamphlet.organization_id == user.organization.pk if user.section_id else False
    looks_on = asks or user.is_secretariat
    changes = AnswerChange.objects.open().filter(answer__pamphlet=pamphlet)
    if not looks_on:
        changes = changes.filter(answer=own) if own else changes.none()
    parts = {
        "changes": changes.select_related("answer__ward").order_by("pk"),
        "may_change": rules.owns_pamphlet(user, pamphlet) and not pamphlet.is_withdrawn,
    }
    if looks_on and pamphlet.is_open:
        parts["silent"] = _silent(pamphlet)
        parts["overdue_days"] = max(0, calendar.working_days_between(pamphlet.answer_due, calendar.today()))
    return parts


def _silent(pamphlet):
    """Late: all who owe an answer; before the due date those who were reminded and are silent still."""
    rows = pamphlet.answers.filter(state__in=OWED)
    if not pamphlet.is_overdue:
        rows = rows.filter(reminders__due_on=pamphlet.answer_due).distinct()
    rows = rows.select_related("ward__local_government", "forwarded_to").prefetch_related("reminders")
    return rows.order_by("ward__local_government__code", "ward")
