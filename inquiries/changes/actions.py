"""What becomes of an inquiry that was sent: its due date moves, others are asked, it ends."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from common import japanese_calendar
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from correspondence.requests.actions import lock_changeable, save_next_version
from correspondence.sending.actions import add_addressees
from correspondence.steps.actions import record_step
from inquiries.inquiries.models import MAX_ADDRESSED, Inquiry
from inquiries.steps.emails import InquiryDueMoved
from inquiries.steps.models import InquiryStep
from members.organizations.models import Organization

NOT_BEFORE_TOMORROW = "回答期限は、明日以後の日にしてください。"
ALL_ASKED = "入力した団体には、すべて照会済みです。"
TOO_MANY = f"1つの照会で照会できるのは{MAX_ADDRESSED:,}団体までです。"


@transaction.atomic
def move_due(*, inquiry, by, version: int, answer_due, note="") -> Inquiry:
    """Another due date, later than today; reminders begin anew, they are kept by the day they warned of."""
    inquiry = lock_changeable(inquiry, by)
    if inquiry.version != version:
        raise StaleVersion(inquiry)
    if answer_due <= japanese_calendar.today():
        raise ValidationError({"answer_due": NOT_BEFORE_TOMORROW})
    if answer_due == inquiry.answer_due:
        return inquiry
    changes = {
        "回答期限": [japanese_calendar.wareki(inquiry.answer_due), japanese_calendar.wareki(answer_due)]
    }
    later, inquiry.answer_due = answer_due > inquiry.answer_due, answer_due
    save_next_version(inquiry, by)
    step = record_step(inquiry, by, InquiryStep.Kind.EXTENDED, note=note, changes=changes)
    record(by=by, verb="inquiries.inquiry_due_moved", obj=inquiry, changes=changes, note=note)
    InquiryDueMoved.send(step, **({} if later else {"answered": False}))
    return inquiry


@transaction.atomic
def add_organizations(*, inquiry, by, organizations: Iterable[Organization]) -> int:
    """Ask further organisations, once each, and tell only them; how many were new."""
    new = add_addressees(
        item=inquiry, by=by, organizations=organizations, limit=MAX_ADDRESSED, refusal=TOO_MANY
    )
    if not new:
        raise ActionRefused(ALL_ASKED)
    return len(new)
