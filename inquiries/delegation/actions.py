"""Inside the asked organisation: who writes the answer (担当), and its representative's word (代表の確認)."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from inquiries.actions.answering import (
    ANSWERED_ALREADY,
    both,
    keep_draft,
    refuse_another_version,
    refuse_writing,
)
from inquiries.actions.drafting import step_of
from inquiries.models import InquiryAnswer, InquiryStep
from inquiries.rules import answering as rules
from members.models import User
from members.refusals import Refused
from office import jobs, register

NOBODY_CONFIRMS = (
    "確認できる代表がいません。「団体の情報」で代表を確かめるか、特別区長会事務局へ連絡してください。"
)
PROPOSAL, NONE_PROPOSED = "案", InquiryAnswer.State.NONE.label  # what a proposal's step says of it
NOT_PROPOSED = "確認の求めは、先にほかの担当者が操作しました。いまの内容を確かめてください。"


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
    inquiry, answer = both(answer)
    refuse_writing(inquiry, answer, by)
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
    _told(inquiry, answer, by, InquiryStep.Kind.DELEGATED, "inquiries.answer_delegated", note, changes)
    return answer


@transaction.atomic
def propose_answer(
    *, answer, by, version: int, state, values: Mapping = {}, files=None, remark="", questions_version=None
) -> InquiryAnswer:
    """Keep the answer as a draft and put it before the representatives (代表の確認を求める).

    The arguments are those of `answer_inquiry`; 該当なし is proposed with its remark, beside the draft.
    """
    inquiry, answer = both(answer)
    refuse_writing(inquiry, answer, by)
    if not answer.is_owed:
        raise Refused(ANSWERED_ALREADY.format(name=answer.answered_by_name))
    if not rules.can_propose_answer(by, inquiry, answer):
        raise PermissionDenied
    refuse_another_version(inquiry, answer, version, questions_version, values)
    if not User.objects.of(answer.organization).representatives().exists():
        raise Refused(NOBODY_CONFIRMS)
    is_none = state == InquiryAnswer.State.NONE
    # what was written stays until the representative decides: he may send 該当なし back
    keep_draft(inquiry, answer, by, None if is_none else values, files, remark)
    answer.proposed_at, answer.proposed_by = timezone.now(), by
    answer.save(update_fields=["proposed_at", "proposed_by"])
    changes = {PROPOSAL: ["", NONE_PROPOSED if is_none else "回答"]}
    _told(inquiry, answer, by, InquiryStep.Kind.PROPOSED, "inquiries.answer_proposed", "", changes)
    return answer


@transaction.atomic
def return_answer(*, answer, by, note: str) -> InquiryAnswer:
    """A representative gives the draft back with a note (差戻し); he who proposed it is told."""
    inquiry, answer = both(answer)
    if not (rules.speaks_for(by, answer) and by.is_representative):
        raise PermissionDenied
    if not rules.can_return_answer(by, inquiry, answer):
        raise Refused(NOT_PROPOSED)
    answer.proposed_at = answer.proposed_by = None
    answer.save(update_fields=["proposed_at", "proposed_by"])
    _told(inquiry, answer, by, InquiryStep.Kind.RETURNED, "inquiries.answer_returned", note)
    return answer


def _told(inquiry, answer, by, kind, verb, note, changes=None) -> None:
    """The step with its line in the register and its mail."""
    step = step_of(inquiry, by, kind, answer=answer, note=note, changes=changes)
    facts = {"changes": changes} if changes else {}
    register.record(by=by, verb=verb, obj=inquiry, organization=answer.organization.full_name, **facts)
    jobs.defer("inquiries.tell_answer_step", step_id=step.pk)
