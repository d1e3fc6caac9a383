"""What a ward does with a request: answer it, ask back, hand it on; and what is replied to it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from board.actions.pamphlet import locked
from board.models import AnswerPlace, WardAnswer, WardPlace, WardQuestion
from board.models.pamphlet import OWED
from board.models.ward_answer import TAKEN
from board.rules import pamphlet as rules
from board.telling_pamphlet import tell_owner_of_answer
from members.models import MailProof, Section, User
from office import jobs, register

ALREADY_ANSWERED = (
    "この依頼には、既に{name}が回答しています({state})。変更は依頼のページから申し出てください。"
)
ALREADY_DECLINED = (
    "この依頼には、既に{name}が辞退と回答しています。回答を変えるときは、依頼のページで回答してください。"
)
NO_LONGER_OPEN = "この依頼は回答の受付を終えました({state})。必要なときは依頼元の担当部署へ連絡してください。"
TOO_MANY = "残りは{left}部です。{left}部以下で入力してください。"
NOTHING_LEFT = "残りがなくなりました。受け入れを希望するときは、依頼元の担当部署へ連絡してください。"
ALREADY_REPLIED = "この問い合わせには、既に{name}が返事をしています。"
SECTION_GONE = "この部署は廃止されました。別の部署を選んでください。"
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Voice:
    """Who speaks for a ward: one of its officers, or, without a login, the section that got the mail."""

    section: Section
    name: str
    user: User | None = None

    @classmethod
    def of(cls, user) -> "Voice":
        return cls(user.section, user.name, user)

    def may_speak(self, answer) -> bool:
        if self.user is not None:
            return rules.speaks_for_ward(self.user, answer)
        return self.section.is_open and self.section.organization_id == answer.ward_id


@transaction.atomic
def answer_pamphlet(
    *, answer, state, by=None, voice=None, copies=None, places=None, remark="", shares=(), anew=True
):
    """Accept `copies` (also with a condition) or decline; the request's row is locked: never oversold.

    `by` is an officer of the ward, or `voice` the section that got the mail; `shares` are (place, copies).
    With `anew` what was declined may be thought over; without, a colleague's refusal stands.
    Raises ValidationError with a sentence for the form where another answer or the closing came first.
    The same answer arriving twice (a double click) is taken once.
    """
    voice = voice or Voice.of(by)
    pamphlet, answer = _both(answer)
    if state not in TAKEN:
        copies, places, shares = None, None, ()
    if _same(answer, voice, (state, copies, places, remark)):
        return answer
    _refuse_late(voice, pamphlet, answer)
    if not anew and not answer.is_waiting:
        raise ValidationError(_already(answer))
    if copies:
        _take(pamphlet, copies)
    answer.state, answer.copies, answer.places, answer.remark = state, copies, places, remark
    answer.answered_at, answer.answered_by = timezone.now(), voice.user
    answer.answered_by_name, answer.answered_section = voice.name, voice.section
    answer.save()
    MailProof.objects.filter(subject_ward_letter__answer=answer, used_at__isnull=True).update(
        used_at=answer.answered_at
    )
    AnswerPlace.objects.bulk_create(
        AnswerPlace(answer=answer, place=place, place_name=place.name, copies=number)
        for place, number in shares
    )
    register.record(
        by=voice.user, verb="board.pamphlet_answered", obj=pamphlet, ward=answer.ward.name, state=state,
        copies=copies, remark=remark, section=voice.section.name, name=voice.name,
    )  # fmt: skip
    tell_owner_of_answer(pamphlet, answer)
    return answer


@transaction.atomic
def ask_back(*, answer, text, by=None, voice=None) -> WardQuestion:
    """Ask the asking organisation something first; until it replies, the ward is not waited for."""
    voice = voice or Voice.of(by)
    pamphlet, answer = _both(answer)
    last = answer.questions.last()
    if last and last.text == text and last.asked_by_name == voice.name and not last.replied_at:
        return last  # a double click
    _refuse_late(voice, pamphlet, answer)
    if answer.questions.count() >= MOST_QUESTIONS:
        raise ValidationError("問い合わせが多くなっています。依頼元の担当部署へ直接連絡してください。")
    question = WardQuestion.objects.create(
        answer=answer, text=text, asked_by=voice.user, asked_by_name=voice.name
    )
    _forget(answer)
    answer.state = WardAnswer.State.ASKED
    answer.save()
    register.record(
        by=voice.user, verb="board.pamphlet_question_asked", obj=pamphlet, ward=answer.ward.name, text=text
    )
    jobs.defer("board.tell_pamphlet_question", question_id=question.pk)
    return question


def _forget(answer) -> None:
    """A declined answer is taken back by asking or answering anew."""
    answer.copies = answer.places = answer.answered_at = answer.answered_by = answer.answered_section = None
    answer.remark = answer.answered_by_name = ""


@transaction.atomic
def reply_question(*, question, text, by) -> WardQuestion:
    """The asking organisation's word to a question; then the ward is waited for again."""
    pamphlet, answer = _both(question.answer)
    question = WardQuestion.objects.get(pk=question.pk)
    if not rules.can_reply_question(by, pamphlet):
        raise PermissionDenied
    if question.replied_at:
        if (question.reply, question.replied_by_id) == (text, by.pk):
            return question  # a double click
        raise ValidationError(ALREADY_REPLIED.format(name=question.replied_by_name))
    question.reply, question.replied_at = text, timezone.now()
    question.replied_by, question.replied_by_name = by, by.name
    question.save()
    still_asking = answer.questions.filter(replied_at__isnull=True).exists()
    if answer.state == WardAnswer.State.ASKED and not still_asking:
        answer.state = WardAnswer.State.WAITING
        answer.save(update_fields=["state"])
    register.record(
        by=by, verb="board.pamphlet_question_replied", obj=pamphlet, ward=answer.ward.name, text=text
    )
    jobs.defer("board.tell_pamphlet_reply", question_id=question.pk)
    return question


@transaction.atomic
def forward_pamphlet(*, answer, section, note, by) -> WardAnswer:
    """Hand the request to another section of the ward; every officer of the ward may still answer."""
    pamphlet, answer = _both(answer)
    _refuse_late(Voice.of(by), pamphlet, answer)
    if not answer.is_waiting:
        raise ValidationError(_already(answer))
    section = Section.objects.open().filter(pk=section.pk, organization=answer.ward_id).first()
    if section is None:
        raise ValidationError({"section": SECTION_GONE})
    if (answer.forwarded_to_id, answer.forwarded_note) == (section.pk, note):
        return answer
    answer.forwarded_to, answer.forwarded_note = section, note
    answer.forwarded_at, answer.forwarded_by = timezone.now(), by
    answer.save(update_fields=["forwarded_to", "forwarded_note", "forwarded_at", "forwarded_by"])
    entry = register.record(
        by=by, verb="board.pamphlet_forwarded", obj=pamphlet, ward=answer.ward.name, section=section.name
    )
    jobs.defer("board.tell_pamphlet_forwarded", answer_id=answer.pk, entry_id=entry.pk)
    return answer


def _both(answer):
    """The request, locked, and the answer as it is now."""
    pamphlet = locked(answer.pamphlet_id)
    rows = WardAnswer.objects.select_related("ward", "answered_by", "answered_section")
    return pamphlet, rows.get(pk=answer.pk)


def _same(answer, voice, facts) -> bool:
    said = (answer.state, answer.copies, answer.places, answer.remark)
    speaker = (answer.answered_by, answer.answered_section_id, answer.answered_by_name)
    return said == facts and speaker == (voice.user, voice.section.pk, voice.name)


def _refuse_late(voice, pamphlet, answer) -> None:
    """The rule again, inside the lock: somebody may have been quicker."""
    if not voice.may_speak(answer):
        raise PermissionDenied
    if answer.state in TAKEN:
        raise ValidationError(_already(answer))
    if not pamphlet.is_open:
        raise ValidationError(NO_LONGER_OPEN.format(state=pamphlet.get_state_display()))


def _already(answer) -> str:
    words = ALREADY_ANSWERED if answer.is_taken else ALREADY_DECLINED
    return words.format(name=answer.answered_by_name, state=answer.get_state_display())


def _take(pamphlet, copies) -> None:
    left = pamphlet.copies_left
    if copies > left:
        raise ValidationError({"copies": TOO_MANY.format(left=f"{left:,}") if left else NOTHING_LEFT})
    pamphlet.copies_accepted += copies
    pamphlet.save(update_fields=["copies_accepted"])


def waiting_answers(user):
    """What the person's ward still owes, the earliest due date first; what it asked about waits below."""
    return answers_of(user).filter(state__in=OWED, pamphlet__state="open")


def answers_of(user):
    """All that the person's ward was asked, with the requests, in the order of `waiting_answers`."""
    own = WardAnswer.objects.filter(ward=user.organization)
    return own.select_related("pamphlet__organization__local_government").order_by(
        "-state", "pamphlet__answer_due", "pk"
    )


def places_of(ward):
    return WardPlace.objects.open().filter(ward=ward)
