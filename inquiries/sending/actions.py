from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.refusals import ActionRefused
from correspondence.requests.actions import lock, refuse_another_version
from correspondence.sending.actions import send
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_send_inquiry
from inquiries.sending.queries import addressees_of

NOBODY_ASKED = "照会先の団体がありません。照会先を選び直してください。"
NO_QUESTIONS = "質問がありません。質問を1つ以上入力してください。"


@transaction.atomic
def send_inquiry(*, inquiry, by, version: int) -> Inquiry:
    """Ask everybody in one transaction; the second press changes nothing.

    The view has read version `version` through and found it whole; another one is refused.
    """
    inquiry = lock(Inquiry, inquiry.pk)
    if not inquiry.is_draft:
        return inquiry
    if not can_send_inquiry(by, inquiry):
        raise PermissionDenied
    refuse_another_version(inquiry, version)
    asked = addressees_of(inquiry)
    if not asked:
        raise ActionRefused(NOBODY_ASKED)
    if not inquiry.questions.exists():
        raise ActionRefused(NO_QUESTIONS)
    return send(item=inquiry, by=by, organizations=asked)
