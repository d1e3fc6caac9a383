"""What becomes of an inquiry that was sent: its due date moves, others are asked, it ends."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from inquiries.actions.drafting import DECIDED, ask, locked, step_of
from inquiries.actions.questions import NO_LONGER_OPEN, saved
from inquiries.models import Inquiry, InquiryStep
from inquiries.models.inquiry import MOST_ADDRESSED
from inquiries.rules import asking as rules
from members.models import Organization
from members.refusals import Overtaken, Refused
from office import calendar, index, jobs, register

NOT_BEFORE_TOMORROW = "回答期限は、明日以後の日にしてください。"
DUE_IS_OVER = "回答期限が過ぎているか、今日までです。先に回答期限を延ばしてください。"
ALL_ASKED = "入力した団体には、すべて照会済みです。"
TOO_MANY = f"1つの照会で照会できるのは{MOST_ADDRESSED:,}団体までです。"
SILENT = (
    "まだ回答していない団体が{count}団体あります。このまま締め切るときは確認欄にチェックを入れてください。"
)
WITHDRAWN_ALREADY = "この照会は、既に取り下げられています。"


@transaction.atomic
def move_due(*, inquiry, by, version: int, answer_due, note="") -> Inquiry:
    """Another due date, later than today; reminders begin anew, they are kept by the day they warned of."""
    inquiry = _changeable(inquiry, by)
    if inquiry.version != version:
        raise Overtaken(inquiry)
    if answer_due <= calendar.today():
        raise ValidationError({"answer_due": NOT_BEFORE_TOMORROW})
    if answer_due == inquiry.answer_due:
        return inquiry
    changes = {"回答期限": [calendar.wareki(inquiry.answer_due), calendar.wareki(answer_due)]}
    later, inquiry.answer_due = answer_due > inquiry.answer_due, answer_due
    saved(inquiry, by)
    step = step_of(inquiry, by, InquiryStep.Kind.EXTENDED, note=note, changes=changes)
    register.record(by=by, verb="inquiries.inquiry_due_moved", obj=inquiry, changes=changes, note=note)
    jobs.defer("inquiries.tell_step", step_id=step.pk, also_answered=later)
    return inquiry


@transaction.atomic
def add_organizations(*, inquiry, by, organizations: Iterable[Organization]) -> int:
    """Ask further organisations, once each, and tell only them; how many were new."""
    inquiry = _changeable(inquiry, by)
    if inquiry.answer_due <= calendar.today():
        raise Refused(DUE_IS_OVER)
    asked = set(inquiry.answers.values_list("organization", flat=True)) | {inquiry.organization_id}
    new = [organization for organization in organizations if organization.pk not in asked]
    if not new:
        raise Refused(ALL_ASKED)
    if len(asked) - 1 + len(new) > MOST_ADDRESSED:
        raise Refused(TOO_MANY)
    ask(inquiry, new, added_at=timezone.now())
    names = "、".join(organization.full_name for organization in new[:20])
    said = names if len(new) <= 20 else f"{names}、ほか{len(new) - 20}団体"
    step_of(inquiry, by, InquiryStep.Kind.ADDED, changes={"追加した団体": ["", said]})
    register.record(by=by, verb="inquiries.inquiry_added", obj=inquiry, organizations=len(new), names=said)
    index.refresh(inquiry)
    keys = [organization.pk for organization in new]
    jobs.defer("inquiries.tell_asked", inquiry_id=inquiry.pk, organization_ids=keys)
    return len(new)


def _changeable(inquiry, by) -> Inquiry:
    inquiry = locked(inquiry.pk)
    if not rules.can_change_inquiry(by, inquiry):
        raise Refused(NO_LONGER_OPEN) if rules.owns_inquiry(by, inquiry) else PermissionDenied
    return inquiry


@transaction.atomic
def close_inquiry(*, inquiry, by, although_silent=False) -> Inquiry:
    """Take no more answers; the silent ones are closed over knowingly and told that none is needed."""
    inquiry = locked(inquiry.pk)
    if not rules.can_close_inquiry(by, inquiry):
        ended = DECIDED.format(state=inquiry.get_state_display())
        raise Refused(ended) if rules.owns_inquiry(by, inquiry) else PermissionDenied
    silent = inquiry.answers.owed().count()
    if silent and not although_silent:
        raise ValidationError({"although_silent": SILENT.format(count=silent)})
    inquiry.state = Inquiry.State.CLOSED
    inquiry.closed_at, inquiry.closed_by = timezone.now(), by
    inquiry.save(update_fields=["state", "closed_at", "closed_by"])
    step = step_of(inquiry, by, InquiryStep.Kind.CLOSED)
    register.record(by=by, verb="inquiries.inquiry_closed", obj=inquiry, silent=silent)
    jobs.defer("inquiries.tell_step", step_id=step.pk)
    return inquiry


@transaction.atomic
def withdraw_inquiry(*, inquiry, by, reason: str) -> Inquiry:
    """Take the inquiry back, also after its end; answers are kept, everybody asked is told why."""
    inquiry = locked(inquiry.pk)
    if inquiry.is_withdrawn and rules.owns_inquiry(by, inquiry):
        raise Refused(WITHDRAWN_ALREADY)
    if not rules.can_withdraw_inquiry(by, inquiry):
        raise PermissionDenied
    inquiry.state = Inquiry.State.WITHDRAWN
    inquiry.withdrawn_at, inquiry.withdrawn_by, inquiry.withdrawn_reason = timezone.now(), by, reason
    inquiry.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    step = step_of(inquiry, by, InquiryStep.Kind.WITHDRAWN, note=reason)
    register.record(by=by, verb="inquiries.inquiry_withdrawn", obj=inquiry, reason=reason)
    index.refresh(inquiry)
    jobs.defer("inquiries.tell_step", step_id=step.pk)
    return inquiry
