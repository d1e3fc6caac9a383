"""What an organisation does with an inquiry: read it, draft its answer, answer it, correct its answer."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from correspondence.answer_links.actions import use_up_links
from correspondence.answers.actions import Respondent, lock_answer, mark_answered
from correspondence.answers.rules import speaks_for
from correspondence.mails.emails import room_mail, send_step_mail
from correspondence.questions import contents
from correspondence.questions.actions import write_values
from correspondence.steps.actions import record_step
from inquiries.answers import rules
from inquiries.answers.emails import AnswerGiven
from inquiries.answers.models import InquiryAnswer
from inquiries.questions.models import Question
from inquiries.steps.models import InquiryStep
from members.users.models import User

State, Kind = InquiryAnswer.State, InquiryStep.Kind
NO_LONGER_OPEN = (
    "この照会は回答の受付を終えました（{state}）。必要なときは照会元の担当部署へ連絡してください。"
)
NO_CORRECTION = "回答期限を過ぎたため、訂正できません。照会元の担当部署へ連絡してください。"
OTHER_QUESTIONS = "照会元が質問を変えました。新しい質問を確かめて、もう一度回答してください。"
ANSWERED_ALREADY = (
    "この照会には、先に{name}さんが回答しました。直すときは「回答を訂正する」から訂正してください。"
)


@transaction.atomic
def draft_answer(
    *,
    answer,
    version: int,
    values: Mapping[Question, object],
    by=None,
    respondent=None,
    files=None,
    remark="",
    questions_version=None,
) -> InquiryAnswer:
    """Keep a text inside the organisation before anybody answers; nothing in it is required.

    The arguments are those of `answer_inquiry`.
    """
    respondent = respondent or Respondent.of(by)
    inquiry, answer = lock_answer(answer)
    refuse_writing(inquiry, answer, respondent)
    if not answer.is_owed:
        raise ActionRefused(ANSWERED_ALREADY.format(name=answer.answered_by_name))
    refuse_another_version(inquiry, answer, version, questions_version, values)
    keep_draft(inquiry, answer, respondent, values, files, remark)
    _record(inquiry, answer, respondent, "inquiries.answer_drafted")
    return answer


def _record(inquiry, answer, respondent, verb, **facts) -> None:
    """The line in the audit log; without a login it names the section and the name that was typed."""
    if respondent.user is None:
        facts |= {"section": respondent.section_name, "name": respondent.name}
    if respondent.relay:
        facts |= {"via": respondent.relay.via, "on": str(respondent.relay.on)}
    record(by=respondent.actor, verb=verb, obj=inquiry, organization=answer.organization.full_name, **facts)


def keep_draft(inquiry, answer, respondent, values, files, remark) -> None:
    """Write the draft of a locked answer; one line of the history for all saves of one person in a row.

    With `values` None those that stand there stay.
    """
    if values is not None:
        write_values(answer, values, files or {})
    now = timezone.now()
    if answer.state == State.UNREAD:
        answer.state, answer.read_at, answer.read_by = State.READ, now, respondent.user
    answer.remark, answer.version = remark, answer.version + 1
    answer.drafted_at, answer.drafted_by = now, respondent.user
    answer.drafted_by_name, answer.drafted_section = respondent.name, respondent.section
    answer.save()
    last = answer.steps.order_by("-pk").first()
    if last and last.kind == Kind.DRAFTED and _is_by(last, respondent):
        last.at = now
        last.save(update_fields=["at"])
    else:
        _record_step(inquiry, respondent, Kind.DRAFTED, answer=answer)


def _is_by(step, respondent) -> bool:
    if respondent.user is not None:
        return step.by_id == respondent.user.pk
    said = (None, respondent.name, respondent.section.pk)
    return (step.by_id, step.by_name, step.section_id) == said


def _record_step(inquiry, respondent, kind, **facts):
    speaker = {"section": respondent.section, "name": respondent.name}
    if respondent.relay:
        facts["note"] = answer_told(facts["answer"])
    return record_step(inquiry, respondent.actor, kind, **speaker, **facts)


def answer_told(answer) -> str:
    """Who told it, and how."""
    return f"回答した人: {answer.answered_section_name} {answer.answered_by_shown}"


@transaction.atomic
def answer_inquiry(
    *,
    answer,
    version: int,
    state,
    by=None,
    respondent=None,
    values: Mapping[Question, object] = {},
    files=None,
    remark="",
    questions_version=None,
) -> InquiryAnswer:
    """Answer in the name of the section (所属として), 該当なし too, or correct what was answered.

    `by` acts for the organisation, or `respondent` is its section that got the mail. `values` are {current
    question: cleaned value}, `files` {current question: stored files}; the form was made from the
    `questions_version` of the inquiry. Raises StaleVersion where a colleague saved since `version`,
    ActionRefused where it is too late or the questions changed. A correction that changes nothing leaves no
    trace.
    """
    respondent = respondent or Respondent.of(by)
    inquiry, answer = lock_answer(answer)
    refuse_writing(inquiry, answer, respondent)
    if not rules.answers_finally(respondent, inquiry):
        raise PermissionDenied
    refuse_another_version(inquiry, answer, version, questions_version, values)
    corrected, before = not answer.is_owed, _contents_of(answer)
    is_newer = answer.questions_version != inquiry.questions_version
    write_values(answer, values if state == State.ANSWERED else {}, files or {})
    answer.state, answer.remark = state, remark
    changes = _differences(before, _contents_of(answer)) if corrected else {}
    if corrected and not changes and not is_newer:
        return answer
    _mark_answered(inquiry, answer, respondent)
    kind = Kind.CORRECTED if corrected else Kind.ANSWERED
    step = _record_step(inquiry, respondent, kind, answer=answer, changes=changes)
    if not corrected:
        notify_if_complete(inquiry)
    verb = "inquiries.inquiry_corrected" if corrected else "inquiries.inquiry_answered"
    _record(inquiry, answer, respondent, verb, state=state)
    AnswerGiven.send(step)
    return answer


def _mark_answered(inquiry, answer, respondent) -> None:
    """Who answered, when, to which questions; the mails sent before lead to the form no more."""
    mark_answered(answer, respondent)
    answer.version += 1
    answer.questions_version = inquiry.questions_version
    _clear_proposal(answer)
    answer.save()
    use_up_links(answer)


def _clear_proposal(answer) -> None:
    answer.proposed_at = answer.proposed_by = None
    answer.proposed_by_name = ""


def refuse_writing(inquiry, answer, respondent) -> None:
    """ActionRefused with the sentence where it is too late; PermissionDenied for who never may."""
    if not respondent.may_speak(answer):
        raise PermissionDenied
    if sentence := why_not(inquiry, answer):
        raise ActionRefused(sentence)


def why_not(inquiry, answer) -> str:
    """Why nobody can write this answer any more who speaks for the organisation; "" where they can."""
    if not inquiry.is_open:
        return NO_LONGER_OPEN.format(state=inquiry.get_state_display())
    return "" if rules.takes_writing(inquiry, answer) else NO_CORRECTION


def refuse_another_version(inquiry, answer, version, questions_version, values) -> None:
    if answer.version != version:
        raise StaleVersion(answer)
    if questions_version not in (None, inquiry.questions_version):
        raise ActionRefused(OTHER_QUESTIONS)
    asked = [question.pk for question in values]
    if inquiry.questions.filter(pk__in=asked, retired_in__isnull=False).exists():
        raise ActionRefused(OTHER_QUESTIONS)


def _contents_of(answer) -> tuple[list, dict[str, str]]:
    facts = {"回答": answer.get_state_display(), "備考": answer.remark}
    return contents.rows_of(contents.values_of(answer)), facts


def _differences(before, after) -> dict[str, list[str]]:
    pairs = {label: [before[1][label], after[1][label]] for label in before[1]}
    facts = {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
    return contents.differences(before[0], after[0]) | facts


NOBODY_CONFIRMS = "確認できる代表担当者がいません。特別区長会事務局へ連絡してください。"
PROPOSAL, NONE_PROPOSED = "案", InquiryAnswer.State.NONE.label  # what a proposal's step says of it
PROPOSAL_FIELDS = ["proposed_at", "proposed_by", "proposed_by_name"]
NOT_PROPOSED = "確認の求めは、先にほかの担当者が操作しました。いまの内容を確かめてください。"


@transaction.atomic
def propose_answer(
    *,
    answer,
    version: int,
    state,
    by=None,
    respondent=None,
    values: Mapping = {},
    files=None,
    remark="",
    questions_version=None,
) -> InquiryAnswer:
    """Keep the answer as a draft and put it before the representatives (代表担当者の確認を求める).

    The arguments are those of `answer_inquiry`; 該当なし is proposed with its remark, beside the draft.
    """
    respondent = respondent or Respondent.of(by)
    inquiry, answer = lock_answer(answer)
    refuse_writing(inquiry, answer, respondent)
    if not answer.is_owed:
        raise ActionRefused(ANSWERED_ALREADY.format(name=answer.answered_by_name))
    if rules.answers_finally(respondent, inquiry):
        raise PermissionDenied
    refuse_another_version(inquiry, answer, version, questions_version, values)
    if not User.objects.of(answer.organization).representatives().exists():
        raise ActionRefused(NOBODY_CONFIRMS)
    is_none = state == InquiryAnswer.State.NONE
    # what was written stays until the representative decides: they may send 該当なし back
    keep_draft(inquiry, answer, respondent, None if is_none else values, files, remark)
    answer.proposed_at, answer.proposed_by = timezone.now(), respondent.user
    answer.proposed_by_name = respondent.name
    answer.save(update_fields=PROPOSAL_FIELDS)
    changes = {PROPOSAL: ["", NONE_PROPOSED if is_none else "回答"]}
    record_and_notify(inquiry, answer, respondent, Kind.PROPOSED, "inquiries.answer_proposed", "", changes)
    return answer


@transaction.atomic
def return_answer(*, answer, by, note: str) -> InquiryAnswer:
    """A representative gives the draft back with a note (差戻し); whoever proposed it is told."""
    inquiry, answer = lock_answer(answer)
    if not (speaks_for(by, answer) and by.is_representative):
        raise PermissionDenied
    if not rules.can_return_answer(by, inquiry, answer):
        raise ActionRefused(NOT_PROPOSED)
    _clear_proposal(answer)
    answer.save(update_fields=PROPOSAL_FIELDS)
    respondent = Respondent.of(by)
    record_and_notify(inquiry, answer, respondent, Kind.RETURNED, "inquiries.answer_returned", note)
    return answer


def record_and_notify(inquiry, answer, respondent, kind, verb, note, changes=None) -> None:
    """The step with its line in the audit log and its mail."""
    step = _record_step(inquiry, respondent, kind, answer=answer, note=note, changes=changes)
    facts = {"changes": changes} if changes else {}
    _record(inquiry, answer, respondent, verb, **facts)
    send_step_mail(step)


def notify_if_complete(inquiry) -> None:
    """In the transaction of a first answer, which holds the inquiry's lock: was it the last one?"""
    if not inquiry.answers.awaited().exists():
        room_mail(inquiry, "inquiry_complete").send(inquiry, given=inquiry.answers.given().count())
