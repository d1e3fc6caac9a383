"""Changing accepted copies (部数の変更): one side proposes, the other consents, then the stock moves."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from correspondence.answers.actions import lock_answer
from pamphlets.answer_changes import rules
from pamphlets.answer_changes.emails import BY_STATE
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer

State = AnswerChange.State
ANOTHER_OPEN = "返事を待っている変更の申出が既にあります。先に、その申出に返事をするか、取り消してください。"
NO_LONGER_OPEN = "この申出には、既に{name}が返事をしています（{state}）。"
NOT_NOW = "この回答の部数は、いまは変更できません。"
SAME = "今の部数や場所の数と同じです。変えるところを入力してください。"
TOO_MANY = "残りは{left:,}部です。この区の部数は{most:,}部以下にしてください。"
MOVED_ON = "申出の後に部数が変わりました。取り消してから、もう一度申し出てください。"


@transaction.atomic
def propose_change(*, answer, copies, places, reason, by) -> AnswerChange:
    """Ask the other side to consent; a double click gives the first. Raises ValidationError for the form."""
    _, answer = lock_answer(answer)
    side = rules.side_of(by, answer)
    if side is None:
        raise PermissionDenied
    if not rules.numbers_may_change(answer):
        raise ValidationError(NOT_NOW)
    places = places if copies else None
    if waiting := answer.changes.open().first():
        facts = (waiting.copies, waiting.places, waiting.reason, waiting.proposed_by_id)
        if facts == (copies, places, reason, by.pk):
            return waiting
        raise ValidationError(ANOTHER_OPEN)
    if (copies, places) == (answer.copies, answer.places):
        raise ValidationError({"copies": SAME})
    _refuse_too_many(answer, copies)
    change = AnswerChange.objects.create(
        answer=answer,
        side=side,
        copies_before=answer.copies,
        copies=copies,
        places_before=answer.places,
        places=places,
        reason=reason,
        proposed_by=by,
        proposed_by_name=by.name,
    )
    _record(change, by)
    return change


@transaction.atomic
def agree_to_change(*, change, by, note="") -> AnswerChange:
    """Consent: the numbers of the answer and of the whole request move together, never beyond the stock."""
    answer, change = _lock_open_change(change, by, rules.can_decide_change, State.AGREED)
    if change.state == State.AGREED:
        return change
    if not rules.numbers_may_change(answer):
        raise ValidationError(NOT_NOW)
    if change.copies_before != answer.copies:
        raise ValidationError(MOVED_ON)
    _refuse_too_many(answer, change.copies)
    _move_stock(answer, change)
    return _decide(change, State.AGREED, by, note)


@transaction.atomic
def refuse_change(*, change, by, note="") -> AnswerChange:
    """No consent: everything stays as it was."""
    _, change = _lock_open_change(change, by, rules.can_decide_change, State.REFUSED)
    return change if change.state == State.REFUSED else _decide(change, State.REFUSED, by, note)


@transaction.atomic
def cancel_change(*, change, by, note="") -> AnswerChange:
    """The proposing side takes it back."""
    _, change = _lock_open_change(change, by, rules.can_cancel_change, State.CANCELLED)
    return change if change.state == State.CANCELLED else _decide(change, State.CANCELLED, by, note)


def _lock_open_change(change, by, rule, wanted):
    """The answer and the change as they are now; what was decided so already is no error (a double click)."""
    _, answer = lock_answer(change.answer)
    change = AnswerChange.objects.get(pk=change.pk)
    change.answer = answer
    if not rule(by, change):
        raise PermissionDenied
    if not change.is_open and (change.state, change.decided_by_id) != (wanted, by.pk):
        raise ValidationError(
            NO_LONGER_OPEN.format(name=change.decided_by_name, state=change.get_state_display())
        )
    return answer, change


def _refuse_too_many(answer, copies) -> None:
    left = answer.pamphlet.copies_left
    if copies - answer.copies > left:
        raise ValidationError({"copies": TOO_MANY.format(left=left, most=left + answer.copies)})


def _move_stock(answer, change) -> None:
    pamphlet = answer.pamphlet
    pamphlet.copies_accepted += change.copies - answer.copies
    pamphlet.save(update_fields=["copies_accepted"])
    if change.copies != answer.copies:
        answer.shares.all().delete()  # they do not add up any more
    if change.copies:
        answer.copies, answer.places = change.copies, change.places
    else:
        answer.state, answer.copies, answer.places = WardAnswer.State.DECLINED, None, None
        answer.remark = change.reason
    answer.save(update_fields=["state", "copies", "places", "remark"])


def _decide(change, state, by, note) -> AnswerChange:
    change.state, change.decided_at, change.decided_note = state, timezone.now(), note
    change.decided_by, change.decided_by_name = by, by.name
    change.save()
    _record(change, by)
    return change


def _record(change, by) -> None:
    answer = change.answer
    changes = {
        "部数": [change.copies_before, change.copies],
        "場所の数": [change.places_before, change.places],
    }
    record(
        by=by,
        verb=f"pamphlets.answer_change_{change.state}",
        obj=answer.pamphlet,
        ward=answer.organization.name,
        reason=change.reason,
        changes={label: pair for label, pair in changes.items() if pair[0] != pair[1]},
    )
    BY_STATE[change.state].send(change)
