"""A post that ends on a day without a successor."""

from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.handovers import rules
from members.handovers.models import Handover
from members.reviews.actions import queue_review
from members.users.actions import deactivate_user, send_account_ended_mails

NO_REPRESENTATIVE = (
    "代表担当者がいなくなるため、後任者なしでは終了できません。"
    "後任者を入力するか、先に別の担当者を代表担当者に指名してください。"
)
WITHOUT_SUCCESSOR = "後任者なしの引継ぎ"


def refuse_end_of_last(leaving) -> None:
    if rules.leaves_no_representative(leaving):
        raise ActionRefused(NO_REPRESENTATIVE)


def end_without_successor(handover: Handover, leaving) -> Handover:
    """The account ends on its day; what belongs to the organisation stays, and somebody may follow later."""
    if rules.is_last_representative(leaving):
        raise ActionRefused(NO_REPRESENTATIVE)
    if leaving.is_active:
        entry = deactivate_user(user=leaving, by=handover.created_by, reason=WITHOUT_SUCCESSOR)
        queue_review(entry=entry, organization=leaving.organization)
        send_account_ended_mails(leaving, entry, reason=WITHOUT_SUCCESSOR, before=leaving.section)
    handover.done_at, handover.failed_at, handover.failed_reason = timezone.now(), None, ""
    handover.save(update_fields=["done_at", "failed_at", "failed_reason"])
    record(by=handover.created_by, verb="members.handover_done", obj=handover, successor="")
    return handover
