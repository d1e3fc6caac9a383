"""Inside the asked organisation: who writes the answer (担当), and its representative's word (代表の確認)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record_many
from correspondence.answers.actions import Respondent, lock_answer
from inquiries.answers.actions import record_and_tell, refuse_writing
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep
from members.users.models import User


class DelegatedMeanwhile(Exception):
    """A colleague decided first; `answer` carries whom he chose."""

    def __init__(self, answer: InquiryAnswer):
        super().__init__(f"answer {answer.pk}")
        self.answer = answer


@transaction.atomic
def delegate_answer(*, answer, by, assignee: User, note: str = "", known: int = 0) -> InquiryAnswer:
    """Have a colleague write the answer, or pass it on; `known` is whose it was on the page, 0 for nobody's.

    He is told by mail unless he chose himself. The same choice once more changes nothing.
    """
    inquiry, answer = lock_answer(answer)
    respondent = Respondent.of(by)
    refuse_writing(inquiry, answer, respondent)
    if not User.objects.of(answer.organization).acting().filter(pk=assignee.pk).exists():
        raise PermissionDenied
    if answer.delegated_to_id == assignee.pk and answer.delegated_note == note:
        return answer
    if (answer.delegated_to_id or 0) != known:
        raise DelegatedMeanwhile(answer)
    changes = {"回答の担当": [answer.delegated_to.name if answer.delegated_to else "", assignee.name]}
    answer.delegated_to, answer.delegated_note = assignee, note
    answer.delegated_at, answer.delegated_by = timezone.now(), by
    answer.save(update_fields=["delegated_to", "delegated_note", "delegated_at", "delegated_by"])
    record_and_tell(
        inquiry, answer, respondent, InquiryStep.Kind.DELEGATED, "inquiries.answer_delegated", note, changes
    )
    return answer


def hand_over_delegations(*, leaving, successor, is_new: bool) -> None:
    """Open delegations go on with the successor; the day on which they were given stays."""
    rows = InquiryAnswer.objects.owed().filter(
        delegated_to=leaving, organization=successor.organization, inquiry__state=Inquiry.State.OPEN
    )
    passed = list(rows.select_related("inquiry").select_for_update(of=("self",), no_key=True).order_by("pk"))
    InquiryAnswer.objects.filter(pk__in=[row.pk for row in passed]).update(delegated_to=successor)
    changes = {"回答の担当": [leaving.name, successor.name]}
    facts = [(row.inquiry, {"changes": changes}) for row in passed]
    record_many(by=None, verb="inquiries.answer_passed", rows=facts)
