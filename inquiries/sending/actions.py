"""An inquiry goes out: at once, or when a representative has approved it."""

from common.refusals import ActionRefused
from correspondence.approvals.actions import approve, submit
from correspondence.sending.actions import send
from inquiries.inquiries.models import Inquiry
from inquiries.sending.queries import addressees_of

NOBODY_ASKED = "照会先の団体がありません。照会先を選び直してください。"
NO_QUESTIONS = "質問がありません。質問を1つ以上入力してください。"
NOT_A_TEMPLATE = "ひな形は照会できません。ひな形から下書きを作ってください。"


def send_inquiry(*, inquiry, by, version: int) -> Inquiry:
    return submit(item=inquiry, by=by, version=version, send=_send)


def approve_inquiry(*, inquiry, by, version: int) -> Inquiry:
    return approve(item=inquiry, by=by, version=version, send=_send)


def _send(inquiry, by) -> Inquiry:
    """Ask everybody that the locked draft is meant for."""
    if inquiry.is_template:
        raise ActionRefused(NOT_A_TEMPLATE)
    asked = addressees_of(inquiry)
    if not asked:
        raise ActionRefused(NOBODY_ASKED)
    if not inquiry.questions.exists():
        raise ActionRefused(NO_QUESTIONS)
    return send(item=inquiry, by=by, organizations=asked)
