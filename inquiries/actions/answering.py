"""What an organisation does with an inquiry: read it, answer it, correct its answer."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from inquiries.actions import progress
from inquiries.actions.drafting import locked, step_of
from inquiries.models import AnswerValue, InquiryAnswer, InquiryStep, Question
from inquiries.rules import answering as rules
from members.refusals import Overtaken, Refused
from office import cabinet, register

State = InquiryAnswer.State
NO_LONGER_OPEN = "この照会は回答の受付を終えました({state})。必要なときは照会元の担当部署へ連絡してください。"
NO_CORRECTION = "回答期限を過ぎたため、訂正できません。照会元の担当部署へ連絡してください。"
OTHER_QUESTIONS = "照会元が質問を変えました。新しい質問を確かめて、もう一度回答してください。"


def mark_read(*, answer, by) -> None:
    """He who acts for the organisation opened it: 確認済, once; nothing is left by later visits."""
    if not answer.is_owed or answer.state != State.UNREAD or not rules.speaks_for(by, answer):
        return
    now = timezone.now()
    InquiryAnswer.objects.filter(pk=answer.pk, state=State.UNREAD).update(
        state=State.READ, read_at=now, read_by=by
    )
    answer.state, answer.read_at, answer.read_by = State.READ, now, by


@transaction.atomic
def answer_inquiry(
    *, answer, by, version: int, state, values: Mapping[Question, object] = {}, files=None, remark=""
) -> InquiryAnswer:
    """Answer in the name of the section (所属として), 該当なし too, or correct what was answered.

    `values` are {current question: cleaned value}, `files` {current question: stored files}. Raises Overtaken
    where a colleague saved since `version`, Refused where it is too late or the questions changed.
    """
    inquiry, answer = both(answer)
    if not rules.speaks_for(by, answer):
        raise PermissionDenied
    if not inquiry.is_open:
        raise Refused(NO_LONGER_OPEN.format(state=inquiry.get_state_display()))
    if not rules.can_write_answer(by, inquiry, answer):
        raise Refused(NO_CORRECTION)
    if not rules.can_confirm_answer(by, inquiry, answer):
        raise PermissionDenied
    if answer.version != version:
        raise Overtaken(answer)
    if any(question.retired_in for question in inquiry.questions.filter(pk__in=[q.pk for q in values])):
        raise Refused(OTHER_QUESTIONS)
    corrected = not answer.is_owed
    write_values(answer, values if state == State.ANSWERED else {}, files or {})
    answer.state, answer.remark, answer.version = state, remark, answer.version + 1
    answer.read_at = answer.read_at or timezone.now()
    answer.answered_at, answer.answered_by, answer.answered_by_name = timezone.now(), by, by.name
    answer.answered_section, answer.answered_section_name = by.section, by.section.name
    answer.questions_version = inquiry.questions_version
    answer.save()
    kind = InquiryStep.Kind.CORRECTED if corrected else InquiryStep.Kind.ANSWERED
    step_of(inquiry, by, kind, answer=answer)
    if not corrected:
        progress.note_answer(inquiry)
    verb = "inquiries.inquiry_corrected" if corrected else "inquiries.inquiry_answered"
    register.record(by=by, verb=verb, obj=inquiry, organization=answer.organization.full_name, state=state)
    return answer


def write_values(answer, values: Mapping[Question, object], files: Mapping[Question, list]) -> None:
    """Put these values in the place of what stood there; unnamed files are thrown away."""
    kept = {value.question_id: value for value in answer.values.select_related("question")}
    for question in {*values, *files}:
        row = kept.pop(question.pk, None) or AnswerValue(answer=answer, question=question)
        row.put(values.get(question))
        row.save()
        if question.kind == Question.Kind.FILE:
            cabinet.replace(files.get(question, ()), to=row)
    for row in kept.values():
        cabinet.discard(cabinet.files_of(row))
        row.delete()


def both(answer):
    """The inquiry's row and the answer's, locked in this order."""
    inquiry = locked(answer.inquiry_id)
    rows = InquiryAnswer.objects.select_for_update(of=("self",), no_key=True)
    answer = rows.select_related("organization__local_government").get(pk=answer.pk)
    answer.inquiry = inquiry
    return inquiry, answer
