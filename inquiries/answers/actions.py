"""What an organisation does with an inquiry: read it, draft its answer, answer it, correct its answer."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from inquiries import shown
from inquiries.actions import progress
from inquiries.actions.drafting import locked, step_of
from inquiries.models import AnswerValue, InquiryAnswer, InquiryStep, Question
from inquiries.rules import answering as rules
from members.refusals import Overtaken, Refused
from office import cabinet, jobs, register

State, Kind = InquiryAnswer.State, InquiryStep.Kind
NO_LONGER_OPEN = "この照会は回答の受付を終えました({state})。必要なときは照会元の担当部署へ連絡してください。"
NO_CORRECTION = "回答期限を過ぎたため、訂正できません。照会元の担当部署へ連絡してください。"
OTHER_QUESTIONS = "照会元が質問を変えました。新しい質問を確かめて、もう一度回答してください。"
ANSWERED_ALREADY = (
    "この照会には、先に{name}さんが回答しました。直すときは「回答を訂正する」から訂正してください。"
)


def mark_read(*, answer, by) -> None:
    """He who acts for the organisation opened the open inquiry: 確認済; later visits leave nothing."""
    if answer.state != State.UNREAD or not answer.inquiry.is_open or not rules.speaks_for(by, answer):
        return
    now = timezone.now()
    InquiryAnswer.objects.filter(pk=answer.pk, state=State.UNREAD).update(
        state=State.READ, read_at=now, read_by=by
    )
    answer.state, answer.read_at, answer.read_by = State.READ, now, by


@transaction.atomic
def draft_answer(
    *,
    answer,
    by,
    version: int,
    values: Mapping[Question, object],
    files=None,
    remark="",
    questions_version=None,
) -> InquiryAnswer:
    """Keep a text inside the organisation before anybody answers; nothing in it is required.

    The arguments are those of `answer_inquiry`.
    """
    inquiry, answer = both(answer)
    refuse_writing(inquiry, answer, by)
    if not answer.is_owed:
        raise Refused(ANSWERED_ALREADY.format(name=answer.answered_by_name))
    refuse_another_version(inquiry, answer, version, questions_version, values)
    keep_draft(inquiry, answer, by, values, files, remark)
    register.record(
        by=by, verb="inquiries.answer_drafted", obj=inquiry, organization=answer.organization.full_name
    )
    return answer


def keep_draft(inquiry, answer, by, values, files, remark) -> None:
    """Write the draft of a locked answer; one line of the history for all his saves in a row.

    With `values` None those that stand there stay.
    """
    if values is not None:
        write_values(answer, values, files or {})
    now = timezone.now()
    if answer.state == State.UNREAD:
        answer.state, answer.read_at, answer.read_by = State.READ, now, by
    answer.remark, answer.version = remark, answer.version + 1
    answer.drafted_at, answer.drafted_by = now, by
    answer.save()
    last = answer.steps.order_by("-pk").first()
    if last and last.kind == Kind.DRAFTED and last.by_id == by.pk:
        last.at = now
        last.save(update_fields=["at"])
    else:
        step_of(inquiry, by, Kind.DRAFTED, answer=answer)


@transaction.atomic
def answer_inquiry(
    *,
    answer,
    by,
    version: int,
    state,
    values: Mapping[Question, object] = {},
    files=None,
    remark="",
    questions_version=None,
) -> InquiryAnswer:
    """Answer in the name of the section (所属として), 該当なし too, or correct what was answered.

    `values` are {current question: cleaned value}, `files` {current question: stored files}; the form was
    made from the `questions_version` of the inquiry. Raises Overtaken where a colleague saved since
    `version`, Refused where it is too late or the questions changed. A correction that changes nothing leaves
    no trace.
    """
    inquiry, answer = both(answer)
    refuse_writing(inquiry, answer, by)
    if not rules.can_confirm_answer(by, inquiry, answer):
        raise PermissionDenied
    refuse_another_version(inquiry, answer, version, questions_version, values)
    corrected, before = not answer.is_owed, _picture(answer)
    is_newer = answer.questions_version != inquiry.questions_version
    write_values(answer, values if state == State.ANSWERED else {}, files or {})
    answer.state, answer.remark = state, remark
    changes = _differences(before, _picture(answer)) if corrected else {}
    if corrected and not changes and not is_newer:
        return answer
    _stamp(inquiry, answer, by)
    step = step_of(
        inquiry, by, Kind.CORRECTED if corrected else Kind.ANSWERED, answer=answer, changes=changes
    )
    if not corrected:
        progress.note_answer(inquiry)
    verb = "inquiries.inquiry_corrected" if corrected else "inquiries.inquiry_answered"
    register.record(by=by, verb=verb, obj=inquiry, organization=answer.organization.full_name, state=state)
    jobs.defer("inquiries.tell_answer_step", step_id=step.pk)
    return answer


def _stamp(inquiry, answer, by) -> None:
    """Who answered, when, to which questions."""
    now = timezone.now()
    answer.version += 1
    answer.read_at = answer.read_at or now
    answer.answered_at, answer.answered_by, answer.answered_by_name = now, by, by.name
    answer.answered_section, answer.answered_section_name = by.section, by.section.name
    answer.questions_version = inquiry.questions_version
    answer.proposed_at = answer.proposed_by = None
    answer.save()


def refuse_writing(inquiry, answer, by) -> None:
    """Refused with the sentence where it is too late; PermissionDenied for who never may."""
    if not rules.speaks_for(by, answer):
        raise PermissionDenied
    if sentence := why_not(inquiry, answer, by):
        raise Refused(sentence)


def why_not(inquiry, answer, by) -> str:
    """Why he who speaks for the organisation cannot write this answer any more; "" where he can."""
    if not inquiry.is_open:
        return NO_LONGER_OPEN.format(state=inquiry.get_state_display())
    return "" if rules.can_write_answer(by, inquiry, answer) else NO_CORRECTION


def refuse_another_version(inquiry, answer, version, questions_version, values) -> None:
    if answer.version != version:
        raise Overtaken(answer)
    if questions_version not in (None, inquiry.questions_version):
        raise Refused(OTHER_QUESTIONS)
    asked = [question.pk for question in values]
    if inquiry.questions.filter(pk__in=asked, retired_in__isnull=False).exists():
        raise Refused(OTHER_QUESTIONS)


def write_values(answer, values: Mapping[Question, object], files: Mapping[Question, list]) -> None:
    """Put these values in the place of what stood there; unnamed files are thrown away."""
    kept = {value.question_id: value for value in answer.values.select_related("question")}
    for question in {*values, *files}:
        row = kept.pop(question.pk, None) or AnswerValue(answer=answer, question=question)
        row.put(values.get(question))
        row.save()
        if question.kind == Question.Kind.FILE:
            given = files.get(question, [])
            # those of the question's earlier version go over to this one
            cabinet.free([file for file in given if file.owner_id not in (None, row.pk)])
            cabinet.replace(given, to=row)
    for row in kept.values():
        cabinet.discard(cabinet.files_of(row))
        row.delete()


def _picture(answer) -> tuple[list, dict[str, str]]:
    facts = {"回答": answer.get_state_display(), "備考": answer.remark}
    return shown.rows_of(shown.values_of(answer)), facts


def _differences(before, after) -> dict[str, list[str]]:
    pairs = {label: [before[1][label], after[1][label]] for label in before[1]}
    facts = {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
    return shown.differences(before[0], after[0]) | facts


def both(answer):
    """The inquiry's row and the answer's, locked in this order."""
    inquiry = locked(answer.inquiry_id)
    rows = InquiryAnswer.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("organization__local_government", "drafted_by", "delegated_to")
    answer = rows.get(pk=answer.pk)
    answer.inquiry = inquiry
    return inquiry, answer
