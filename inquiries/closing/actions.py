from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.requests.actions import lock
from correspondence.requests.rules import can_close, can_withdraw, owns
from correspondence.steps.actions import record_step
from inquiries.inquiries.actions import DECIDED
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep

SILENT = (
    "まだ回答していない団体が{count}団体あります。このまま締め切るときは確認欄にチェックを入れてください。"
)
WITHDRAWN_ALREADY = "この照会は、既に取り下げられています。"


@transaction.atomic
def close_inquiry(*, inquiry, by, although_silent=False) -> Inquiry:
    """Take no more answers; the silent ones are closed over knowingly and told that none is needed."""
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_close(by, inquiry):
        ended = DECIDED.format(state=inquiry.get_state_display())
        raise ActionRefused(ended) if owns(by, inquiry) else PermissionDenied
    silent = inquiry.answers.owed().count()
    if silent and not although_silent:
        raise ValidationError({"although_silent": SILENT.format(count=silent)})
    inquiry.state = Inquiry.State.CLOSED
    inquiry.closed_at, inquiry.closed_by = timezone.now(), by
    inquiry.save(update_fields=["state", "closed_at", "closed_by"])
    step = record_step(inquiry, by, InquiryStep.Kind.CLOSED)
    record(by=by, verb="inquiries.inquiry_closed", obj=inquiry, silent=silent)
    jobs.defer("inquiries.tell_step", step_id=step.pk)
    return inquiry


@transaction.atomic
def withdraw_inquiry(*, inquiry, by, reason: str) -> Inquiry:
    """Take the inquiry back, also after its end; answers are kept, everybody asked is told why."""
    inquiry = lock(Inquiry, inquiry.pk)
    if inquiry.is_withdrawn and owns(by, inquiry):
        raise ActionRefused(WITHDRAWN_ALREADY)
    if not can_withdraw(by, inquiry):
        raise PermissionDenied
    inquiry.state = Inquiry.State.WITHDRAWN
    inquiry.withdrawn_at, inquiry.withdrawn_by, inquiry.withdrawn_reason = timezone.now(), by, reason
    inquiry.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    step = record_step(inquiry, by, InquiryStep.Kind.WITHDRAWN, note=reason)
    record(by=by, verb="inquiries.inquiry_withdrawn", obj=inquiry, reason=reason)
    refresh_index(inquiry)
    jobs.defer("inquiries.tell_step", step_id=step.pk)
    return inquiry
