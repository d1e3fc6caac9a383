"""Somebody signs up; they, or those who run it, change the names or cancel; those who run it decide."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common.audit_log.actions import record
from common.refusals import ActionRefused, NothingToDo
from sign_ups.sign_ups import emails
from sign_ups.sign_ups.actions import change_state, lock_sign_up, take_places, write_people
from sign_ups.sign_ups.models import SignUp
from sign_ups.sign_ups.rules import BEGUN, OVER, why_not_change, why_not_leave
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import may_sign_up, why_closed
from sign_ups.waiting_list.actions import free_and_end, move_queue, offer_places
from sign_ups.waiting_list.rules import PASSES, places_for

State = SignUp.State
GROUP_TOO_LARGE = "1件の申込は{most}人までです。分けて申し込むか、主催者に問い合わせてください。"
NEVER_FITS = "定員は{places}人です。人数を減らすか、「一部の人だけでも参加する」を選んでください。"
NO_MORE = "人数を増やすときは、増える人の分を新しく申し込んでください。"
NO_ROOM = "空席は{left}席で、{size}人を確定できません。定員か席を増やすか、空き待ちにしてください。"
DECIDED = "この申込は、すでに「{state}」になっています。"
TOLD = {
    State.CONFIRMED: emails.SignUpConfirmed,
    State.WAITING: emails.SignUpWaiting,
    State.APPLIED: emails.SignUpReceived,
}


@transaction.atomic
def sign_up(*, slot: Slot, row, by, names: Sequence[str], contact: Mapping[str, str]) -> SignUp:
    """Give a place, or one in the queue; `row` is what the slot belongs to, `contact` columns of SignUp.

    `by` may be a visitor. Raises ActionRefused where it is closed, too many come at once, or somebody is
    signed up already.
    """
    slot = lock_slot(slot)
    if not may_sign_up(by, slot):
        raise PermissionDenied
    _refuse(slot, row, len(names), contact.get("group_rule", ""))
    person = by if by.is_authenticated else None
    made = SignUp(slot=slot, size=len(names), state=State.WAITING, made_by=person, **contact)
    made.section = person.section if person else None
    ahead = [] if slot.by_approval else list(slot.sign_ups.in_queue())
    made.state = _first_state(slot, made, ahead)
    made.save()
    write_people(made, names)
    if made.state == State.CONFIRMED:
        take_places(slot, made.size)
        _count_passes(ahead)
    record(by=by, verb="sign_ups.signed_up", obj=made, people=made.size, state=made.get_state_display())
    in_part = made.state == State.WAITING and made.takes_part and not ahead
    if not (in_part and offer_places(slot, made)):
        TOLD[made.state].send(made, edition=made.edition)
    return made


def _refuse(slot: Slot, row, size: int, group_rule: str) -> None:
    if sentence := why_closed(slot, row):
        raise ActionRefused(sentence)
    if size > slot.group_max:
        raise ActionRefused(GROUP_TOO_LARGE.format(most=slot.group_max))
    if size > slot.places and group_rule != SignUp.GroupRule.PART:
        raise ActionRefused(NEVER_FITS.format(places=slot.places))


def _first_state(slot: Slot, made: SignUp, ahead: Sequence[SignUp]) -> str:
    """A place where all of them fit and nobody ahead would; nobody is passed more than twice."""
    if slot.by_approval:
        return State.APPLIED
    is_blocked = any(places_for(one, slot.left) or one.passed >= PASSES for one in ahead)
    return State.CONFIRMED if made.size <= slot.left and not is_blocked else State.WAITING


def _count_passes(ahead: Sequence[SignUp]) -> None:
    for one in ahead:
        one.passed += 1
    SignUp.objects.bulk_update(ahead, ["passed"])


@transaction.atomic
def change_sign_up(*, sign_up: SignUp, names: Sequence[str], by=None, **contact) -> SignUp:
    """Other names, fewer people, another telephone number; a place that is given back goes to who waits."""
    sign_up = lock_sign_up(sign_up)
    if sentence := why_not_change(sign_up) or why_not_leave(sign_up, len(names)):
        raise ActionRefused(sentence)
    if len(names) > sign_up.size:
        raise ActionRefused(NO_MORE)
    before = {"参加者": "、".join(sign_up.names)} | {name: getattr(sign_up, name) for name in contact}
    after = {"参加者": "、".join(names)} | contact
    if before == after:
        raise NothingToDo("変更はありません。")
    freed = sign_up.size - len(names)
    for name, value in contact.items():
        setattr(sign_up, name, value)
    sign_up.size = len(names)
    if before["参加者"] != after["参加者"]:
        sign_up.people.all().delete()
        write_people(sign_up, names)
    change_state(sign_up, sign_up.state)
    record(by=by, verb="sign_ups.sign_up_changed", obj=sign_up, people=sign_up.size)
    TOLD[sign_up.state].send(sign_up, edition=sign_up.edition)
    if freed and sign_up.state == State.CONFIRMED:
        take_places(sign_up.slot, -freed)
        move_queue(sign_up.slot)
    return sign_up


@transaction.atomic
def cancel_sign_up(*, sign_up: SignUp, by=None) -> SignUp:
    """Give up the place, the offer, or the place in the queue; by those who signed up or who run it.

    The second press changes nothing and tells nobody.
    """
    sign_up = lock_sign_up(sign_up)
    if sign_up.is_over:
        raise NothingToDo(OVER)
    if sign_up.slot.has_begun:
        raise ActionRefused(BEGUN)
    if sentence := why_not_leave(sign_up):
        raise ActionRefused(sentence)
    before = sign_up.get_state_display()
    free_and_end(sign_up, State.CANCELLED)
    record(by=by, verb="sign_ups.sign_up_cancelled", obj=sign_up, state=before)
    emails.SignUpCancelled.send(sign_up, edition=sign_up.edition)
    return sign_up


@transaction.atomic
def decide_sign_up(*, sign_up: SignUp, state: str, by) -> SignUp:
    """Those who run it confirm, let wait, or decline what waits for their decision."""
    sign_up = lock_sign_up(sign_up)
    if sign_up.state != State.APPLIED:
        raise NothingToDo(DECIDED.format(state=sign_up.get_state_display()))
    if state == State.CONFIRMED:
        if sign_up.size > sign_up.slot.left:
            raise ActionRefused(NO_ROOM.format(left=sign_up.slot.left, size=sign_up.size))
        take_places(sign_up.slot, sign_up.size)
    sign_up.decided_by = by
    change_state(sign_up, state)
    record(by=by, verb="sign_ups.sign_up_decided", obj=sign_up, state=sign_up.get_state_display())
    told = TOLD | {State.DECLINED: emails.SignUpDeclined}
    told[state].send(sign_up, edition=sign_up.edition)
    return sign_up
