"""Reminders of inquiries that are not answered yet (督促): five and one working day before the due date."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import record
from inquiries.inquiries.actions import lock_inquiry
from inquiries.inquiries.models import Inquiry
from inquiries.reminders import emails
from inquiries.reminders.models import InquiryReminder
from inquiries.steps.actions import record_step
from inquiries.steps.models import InquiryStep

DAYS = (InquiryReminder.FIRST, InquiryReminder.LAST)


def remind_organizations() -> int:
    """What the clock does: remind whom a reminder is due for; returns how many organisations were reminded.

    A reminder that a standstill missed follows on the next working day, up to the due date; the first one
    is left out where the last one is due already. A due date that moved has reminders of its own.
    """
    today = japanese_calendar.today()
    if not japanese_calendar.is_working_day(today):
        return 0
    latest = japanese_calendar.reminded_until(today, InquiryReminder.FIRST)
    near = Inquiry.objects.filter(state=Inquiry.State.OPEN, answer_due__gte=today, answer_due__lte=latest)
    return sum(_remind(pk, today) for pk in near.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk, today) -> int:
    inquiry = lock_inquiry(pk)
    if not inquiry.is_open:
        return 0
    days = japanese_calendar.reminder_due(
        timezone.localdate(inquiry.sent_at), inquiry.answer_due, today, DAYS
    )
    if days is None:
        return 0
    silent = list(_silent(inquiry, days))
    if not silent:
        return 0
    InquiryReminder.objects.bulk_create(
        (InquiryReminder(answer=answer, due_on=inquiry.answer_due, days_before=days) for answer in silent),
        batch_size=1000,
    )
    # without their number: how many still owe an answer is not told to everybody who was asked
    record_step(inquiry, None, InquiryStep.Kind.REMINDED, note=f"回答期限の{days}開庁日前のお知らせ")
    record(
        by=None, verb="inquiries.inquiry_reminded", obj=inquiry, days_before=days, organizations=len(silent)
    )
    emails.send_reminder(inquiry, days, silent)
    return len(silent)


def _silent(inquiry, days):
    """Who owes an answer, got no such reminder, and was asked before the day on which it was due."""
    reminded = InquiryReminder.objects.filter(
        answer=OuterRef("pk"), due_on=inquiry.answer_due, days_before=days
    )
    due_since = japanese_calendar.add_working_days(inquiry.answer_due, -days)
    awaited = inquiry.answers.awaited().filter(~Exists(reminded)).exclude(added_at__date__gte=due_since)
    return awaited.select_related("delegated_to__section").order_by("pk")
