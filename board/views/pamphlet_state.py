"""What of a request waits for whom: proposed changes of numbers, and wards that were reminded or are late."""

from django.db.models import prefetch_related_objects

from board.rules import answer_change as changes
from office import calendar


def waiting_parts(user, pamphlet, answers, own) -> dict:
    """Both sides read the proposals that concern them; who is late the owner and the secretariat.

    `answers` are the request's, with their changes at hand.
    """
    asks = pamphlet.organization_id == user.organization.pk if user.section_id else False
    looks_on = asks or user.is_secretariat
    concern = answers if looks_on else [own] if own else []
    for answer in concern:
        answer.pamphlet = pamphlet
    parts = {
        "changes": [change for answer in concern for change in answer.changes.all() if change.is_open],
        "numbers_of": [answer.pk for answer in concern if changes.can_propose_change(user, answer)],
    }
    if looks_on and pamphlet.is_open:
        parts["silent"] = _silent(pamphlet, answers)
        parts["overdue_days"] = max(0, calendar.working_days_between(pamphlet.answer_due, calendar.today()))
    return parts


def _silent(pamphlet, answers) -> list:
    """Late: all who owe an answer; before the due date those who were reminded and are silent still."""
    owing = [answer for answer in answers if answer.is_waiting]
    prefetch_related_objects(owing, "reminders")
    if pamphlet.is_overdue:
        return owing
    due = pamphlet.answer_due
    return [answer for answer in owing if any(each.due_on == due for each in answer.reminders.all())]
