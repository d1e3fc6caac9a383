"""Reminders of what is not answered yet (督促): before the due date by the clock, or by who asked."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from common import japanese_calendar
from common.refusals import ActionRefused
from correspondence.mails.emails import room_mail
from correspondence.reminders.models import DAYS
from correspondence.reminders.queries import not_reminded_on, reminder_due
from correspondence.requests.actions import lock, lock_changeable, record_of
from correspondence.steps.actions import record_step

ALL_ANSWERED = "選んだ{asked}は、先に回答しました。督促は送っていません。"
REMINDED_TODAY = "選んだ{asked}には、今日すでに督促を送っています。明日以後にもう一度送れます。"


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
    record_step(item, None, "reminded", note=f"回答期限の{days}開庁日前の通知")
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


@transaction.atomic
def remind_by_hand(*, item, by, answers: Iterable[int] | None = None) -> int:
    """At the wish of who asked: all who have not answered, or those of these keys, once a day each.

    Returns how many organisations were reminded; raises ActionRefused where there is nobody.
    """
    item = lock_changeable(item, by)
    silent = item.answers.silent()
    chosen = silent if answers is None else silent.filter(pk__in=answers)
    if not chosen.exists():
        raise ActionRefused(ALL_ANSWERED.format(asked=item.WORDS.asked))
    today = japanese_calendar.today()
    reminded = list(not_reminded_on(chosen, today).order_by("pk"))
    if not reminded:
        raise ActionRefused(REMINDED_TODAY.format(asked=item.WORDS.asked))
    reminders = reminded[0].reminders.model
    facts = {"due_on": item.answer_due, "asked_on": today}
    reminders.objects.bulk_create([reminders(answer=answer, **facts) for answer in reminded], batch_size=1000)
    record_step(item, by, "reminded", note=f"{item.WORDS.asker}からのお願い")
    record_of(item, by, "reminded", organizations=len(reminded))
    facts = {"due": item.answer_due.isoformat(), "on": today.isoformat()}
    room_mail(item, f"{item.NAME}_reminded_by_hand").send(item, **facts)
    return len(reminded)
