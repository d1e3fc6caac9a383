from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from correspondence.answers.actions import Respondent, lock_answer
from pamphlets.answers.actions import refuse_late_answer
from pamphlets.answers.models import WardAnswer
from pamphlets.ward_questions import rules
from pamphlets.ward_questions.emails import PamphletQuestionAsked, PamphletQuestionReplied
from pamphlets.ward_questions.models import WardQuestion

ALREADY_REPLIED = "この問い合わせには、既に{name}が返事をしています。"

MAX_QUESTIONS = 20


@transaction.atomic
def ask_back(*, answer, text, by=None, respondent=None) -> WardQuestion:
    """Ask the asking organisation something first; until it replies, the ward is not waited for."""
    respondent = respondent or Respondent.of(by)
    pamphlet, answer = lock_answer(answer)
    last = answer.questions.last()
    if last and last.text == text and last.asked_by_name == respondent.name and not last.replied_at:
        return last  # a double click
    refuse_late_answer(respondent, pamphlet, answer)
    if answer.questions.count() >= MAX_QUESTIONS:
        raise ValidationError("問い合わせが多くなっています。依頼元の担当部署へ直接連絡してください。")
    question = WardQuestion.objects.create(
        answer=answer, text=text, asked_by=respondent.user, asked_by_name=respondent.name
    )
    _clear_answer(answer)
    answer.state = WardAnswer.State.ASKED
    answer.save()
    record(
        by=respondent.user,
        verb="pamphlets.pamphlet_question_asked",
        obj=pamphlet,
        ward=answer.organization.name,
        text=text,
    )
    PamphletQuestionAsked.send(question)
    return question


def _clear_answer(answer) -> None:
    """A declined answer is taken back by asking or answering anew."""
    answer.copies = answer.places = answer.answered_at = answer.answered_by = answer.answered_section = None
    answer.remark = answer.answered_by_name = answer.answered_section_name = ""
    answer.relayed_by = answer.relayed_on = None
    answer.relayed_by_name = answer.relayed_via = ""


@transaction.atomic
def reply_question(*, question, reply, by) -> WardQuestion:
    """The asking organisation's word to a question; then the ward is waited for again."""
    pamphlet, answer = lock_answer(question.answer)
    question = WardQuestion.objects.get(pk=question.pk)
    if not rules.can_reply_question(by, pamphlet):
        raise PermissionDenied
    if question.replied_at:
        if (question.reply, question.replied_by_id) == (reply, by.pk):
            return question  # a double click
        raise ValidationError(ALREADY_REPLIED.format(name=question.replied_by_name))
    question.reply, question.replied_at = reply, timezone.now()
    question.replied_by, question.replied_by_name = by, by.name
    question.save()
    still_asking = answer.questions.filter(replied_at__isnull=True).exists()
    if answer.state == WardAnswer.State.ASKED and not still_asking:
        answer.state = WardAnswer.State.WAITING
        answer.save(update_fields=["state"])
    record(
        by=by,
        verb="pamphlets.pamphlet_question_replied",
        obj=pamphlet,
        ward=answer.organization.name,
        text=reply,
    )
    PamphletQuestionReplied.send(question)
    return question
