from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from correspondence.requests.actions import lock
from correspondence.steps.actions import record_step
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_send_inquiry
from inquiries.sending.queries import addressees_of
from inquiries.steps.models import InquiryStep
from members.organizations.models import Organization

CHANGED_MEANWHILE = "{name}さんがこの下書きを保存しました。いまの内容を確かめてから、もう一度押してください。"

NOBODY_ASKED = "照会先の団体がありません。照会先を選び直してください。"
NO_QUESTIONS = "質問がありません。質問を1つ以上入力してください。"


@transaction.atomic
def send_inquiry(*, inquiry, by, version: int) -> Inquiry:
    """Ask everybody in one transaction: one answer, unread, each; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused, so that nothing
    goes out that nobody looked at. The mails are one job of the worker.
    """
    inquiry = lock(Inquiry, inquiry.pk)
    if not inquiry.is_draft:
        return inquiry
    if not can_send_inquiry(by, inquiry):
        raise PermissionDenied
    if inquiry.version != version:
        raise ActionRefused(CHANGED_MEANWHILE.format(name=inquiry.saver))
    asked = addressees_of(inquiry)
    if not asked:
        raise ActionRefused(NOBODY_ASKED)
    if not inquiry.questions.exists():
        raise ActionRefused(NO_QUESTIONS)
    inquiry.state, inquiry.sent_at, inquiry.sent_by = Inquiry.State.OPEN, timezone.now(), by
    inquiry.organization_name = inquiry.organization.full_name
    inquiry.save()
    ask_organizations(inquiry, asked)
    record_step(inquiry, by, InquiryStep.Kind.SENT)
    record(by=by, verb="inquiries.inquiry_sent", obj=inquiry, organizations=len(asked))
    refresh_index(inquiry)
    jobs.defer("inquiries.tell_asked", inquiry_id=inquiry.pk)
    return inquiry


def ask_organizations(inquiry, organizations: Iterable[Organization], *, added_at=None) -> None:
    """One answer, unread, for each; `added_at` where the others were asked before."""
    InquiryAnswer.objects.bulk_create(
        [
            InquiryAnswer(
                inquiry=inquiry,
                organization=organization,
                organization_name=organization.full_name,
                added_at=added_at,
            )
            for organization in organizations
        ],
        batch_size=1_000,
    )
