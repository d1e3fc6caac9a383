"""What a ward does with a request: answer it, ask back, hand it on; and what is replied to it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.audit_log.actions import record
from correspondence.answer_links.actions import use_up_links
from correspondence.answers.actions import Respondent, lock_answer, mark_answered
from pamphlets.answers.emails import PamphletAnswered
from pamphlets.answers.models import TAKEN, AnswerPlace

ALREADY_ANSWERED = (
    "この依頼には、既に{name}が回答しています（{state}）。変更は依頼のページから申し出てください。"
)
ALREADY_DECLINED = (
    "この依頼には、既に{name}が辞退と回答しています。回答を変えるときは、依頼のページで回答してください。"
)
NO_LONGER_OPEN = (
    "この依頼は回答の受付を終えました（{state}）。必要なときは依頼元の担当部署へ連絡してください。"
)
TOO_MANY = "残りは{left}部です。{left}部以下で入力してください。"
NOTHING_LEFT = "残りがなくなりました。受け入れを希望するときは、依頼元の担当部署へ連絡してください。"


@transaction.atomic
def answer_pamphlet(
    *,
    answer,
    state,
    by=None,
    respondent=None,
    copies=None,
    places=None,
    remark="",
    shares=(),
    may_reconsider=True,
):
    """Accept `copies` (also with a condition) or decline; the request's row is locked: never oversold.

    `by` is an officer of the ward, or `respondent` the section with the mail; `shares` are (place, copies).
    With `may_reconsider` what was declined may be thought over; without, a colleague's refusal stands.
    Raises ValidationError with a sentence for the form where another answer or the closing came first.
    The same answer arriving twice (a double click) is taken once.
    """
    respondent = respondent or Respondent.of(by)
    pamphlet, answer = lock_answer(answer)
    if state not in TAKEN:
        copies, places, shares = None, None, ()
    if _same(answer, respondent, (state, copies, places, remark)):
        return answer
    refuse_late_answer(respondent, pamphlet, answer)
    if not may_reconsider and not answer.is_owed:
        raise ValidationError(already_answered(answer))
    if copies:
        _reserve_copies(pamphlet, copies)
    answer.state, answer.copies, answer.places, answer.remark = state, copies, places, remark
    mark_answered(answer, respondent)
    answer.save()
    use_up_links(answer)
    AnswerPlace.objects.bulk_create(
        AnswerPlace(answer=answer, place=place, place_name=place.name, copies=number)
        for place, number in shares
    )
    relay = respondent.relay
    record(
        by=respondent.actor, verb="pamphlets.pamphlet_answered", obj=pamphlet, ward=answer.organization.name,
        state=state, copies=copies, remark=remark, section=respondent.section_name, name=respondent.name,
        **({"via": relay.via, "on": str(relay.on)} if relay else {}),
    )  # fmt: skip
    PamphletAnswered.send(answer, at=answer.answered_at.isoformat())
    return answer


def _same(answer, respondent, facts) -> bool:
    said = (answer.state, answer.copies, answer.places, answer.remark)
    speaker = (answer.answered_by, answer.answered_section_id, answer.answered_by_name)
    section = respondent.section.pk if respondent.section else None
    return said == facts and speaker == (respondent.user, section, respondent.name)


def refuse_late_answer(respondent, pamphlet, answer) -> None:
    """The rule again, inside the lock: somebody may have been quicker."""
    if not respondent.may_speak(answer):
        raise PermissionDenied
    if answer.state in TAKEN:
        raise ValidationError(already_answered(answer))
    if not pamphlet.is_open:
        raise ValidationError(NO_LONGER_OPEN.format(state=pamphlet.get_state_display()))


def already_answered(answer) -> str:
    words = ALREADY_ANSWERED if answer.is_taken else ALREADY_DECLINED
    return words.format(name=answer.answered_by_name, state=answer.get_state_display())


def _reserve_copies(pamphlet, copies) -> None:
    left = pamphlet.copies_left
    if copies > left:
        raise ValidationError({"copies": TOO_MANY.format(left=f"{left:,}") if left else NOTHING_LEFT})
    pamphlet.copies_accepted += copies
    pamphlet.save(update_fields=["copies_accepted"])
