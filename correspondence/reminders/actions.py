"""Reminders of what is not answered yet (督促): five and one working day before the due date."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from common import japanese_calendar
from correspondence.mails.emails import room_mail
from correspondence.reminders.models import DAYS
from correspondence.reminders.queries import reminder_due
from correspondence.requests.actions import lock, record_of
from correspondence.steps.actions import record_step


@transaction.atomic
def remind(item) -> int:
    """Remind whom a reminder is due for today; returns how many organisations were reminded.

    A reminder that a standstill missed follows on the next working day, up to the due date; the first one
    is left out where the last one is due already. A due date that moved has reminders of its own.
    """
    item = lock(type(item), item.pk)
    if not item.is_open:
        return 0
    sent_on = timezone.localdate(item.sent_at)
    days = reminder_due(sent_on, item.answer_due, japanese_calendar.today(), DAYS)
    if days is None:
        return 0
    answers = list(_not_reminded(item, item.answers.silent(), days).order_by("pk"))
    if not answers:
        return 0
    reminders = answers[0].reminders.model
    reminders.objects.bulk_create(
        (reminders(answer=answer, due_on=item.answer_due, days_before=days) for answer in answers),
        batch_size=1000,
    )
    # without their number: how many still owe an answer is not told to everybody who was asked
    record_step(item, None, "reminded", note=f"回答期限の{days}開庁日前のお知らせ")
    record_of(item, None, "reminded", days_before=days, organizations=len(answers))
    facts = {"due": item.answer_due.isoformat(), "days": days}
    room_mail(item, f"{item.NAME}_reminded")(item, **facts).write()
    return len(answers)


def _not_reminded(item, answers: QuerySet, days: int) -> QuerySet:
    """Who got no such reminder, and was asked before the day on which it was due."""
    reminders = answers.model._meta.get_field("reminders").related_model
    reminded = reminders.objects.filter(answer=OuterRef("pk"), due_on=item.answer_due, days_before=days)
    due_since = japanese_calendar.add_working_days(item.answer_due, -days)
    return answers.filter(~Exists(reminded)).exclude(added_at__date__gte=due_since)
