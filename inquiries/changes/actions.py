"""What becomes of an inquiry that was sent: its due date moves, others are asked, it ends."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common import japanese_calendar, jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from correspondence.requests.actions import lock, save_next_version
from correspondence.requests.rules import can_change, owns
from correspondence.steps.actions import record_step
from inquiries.inquiries.actions import NO_LONGER_OPEN
from inquiries.inquiries.models import MAX_ADDRESSED, Inquiry
from inquiries.sending.actions import ask_organizations
from inquiries.steps.models import InquiryStep
from members.organizations.models import Organization

NOT_BEFORE_TOMORROW = "回答期限は、明日以後の日にしてください。"
DUE_IS_OVER = "回答期限が過ぎているか、今日までです。先に回答期限を延ばしてください。"
ALL_ASKED = "入力した団体には、すべて照会済みです。"
TOO_MANY = f"1つの照会で照会できるのは{MAX_ADDRESSED:,}団体までです。"


@transaction.atomic
def move_due(*, inquiry, by, version: int, answer_due, note="") -> Inquiry:
    """Another due date, later than today; reminders begin anew, they are kept by the day they warned of."""
    inquiry = _changeable(inquiry, by)
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
    jobs.defer("inquiries.tell_step", step_id=step.pk, also_answered=later)
    return inquiry


@transaction.atomic
def add_organizations(*, inquiry, by, organizations: Iterable[Organization]) -> int:
    """Ask further organisations, once each, and tell only them; how many were new."""
    inquiry = _changeable(inquiry, by)
    if inquiry.answer_due <= japanese_calendar.today():
        raise ActionRefused(DUE_IS_OVER)
    asked = set(inquiry.answers.values_list("organization", flat=True)) | {inquiry.organization_id}
    new = [organization for organization in organizations if organization.pk not in asked]
    if not new:
        raise ActionRefused(ALL_ASKED)
    if len(asked) - 1 + len(new) > MAX_ADDRESSED:
        raise ActionRefused(TOO_MANY)
    ask_organizations(inquiry, new, added_at=timezone.now())
    names = "、".join(organization.full_name for organization in new[:20])
    said = names if len(new) <= 20 else f"{names}、ほか{len(new) - 20}団体"
    record_step(inquiry, by, InquiryStep.Kind.ADDED, changes={"追加した団体": ["", said]})
    record(by=by, verb="inquiries.inquiry_added", obj=inquiry, organizations=len(new), names=said)
    refresh_index(inquiry)
    keys = [organization.pk for organization in new]
    jobs.defer("inquiries.tell_asked", inquiry_id=inquiry.pk, organization_ids=keys)
    return len(new)


def _changeable(inquiry, by) -> Inquiry:
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_change(by, inquiry):
        raise ActionRefused(NO_LONGER_OPEN) if owns(by, inquiry) else PermissionDenied
    return inquiry
