"""The waiting list moves: places are offered in its order, accepted, given back, and lapse."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused, NothingToDo
from sign_ups.sign_ups.actions import change_state, lock_sign_up, take_places
from sign_ups.sign_ups.emails import SignUpConfirmed
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import offers_until
from sign_ups.waiting_list.emails import OfferLapsed, PlaceOffered
from sign_ups.waiting_list.rules import next_turn

State = SignUp.State
TOO_LATE = "返事の期限を過ぎたため、この席は次の人に案内されました。"
NOT_OFFERED = "いまは、この申込に案内している席はありません。"
CHOOSE = "参加する人を{places}人まで選んでください。"
NO_PLACES = "案内できる空席がないか、空いている席の数に合う組がありません。"


def move_queue(slot: Slot) -> int:
    """Offer free places to those whose turn it is; returns to how many. The slot is locked.

    Called where a confirmed or an offered place becomes free, where places are no longer kept, and by hand:
    never because somebody left the queue or seats were added.
    """
    now, offers = timezone.now(), 0
    until = offers_until(slot, now)
    queue = list(slot.sign_ups.in_queue().select_for_update(of=("self",))) if until else []
    turn = next_turn(slot, queue, now)
    while turn.sign_up:
        _pass(turn.passed)
        _offer(slot, turn.sign_up, turn.places, until)
        queue.remove(turn.sign_up)
        offers += 1
        turn = next_turn(slot, queue, now)
    keeps = turn.kept_for is not None and slot.left > 0
    if slot.keeps_places != keeps:
        slot.keeps_places = keeps
        slot.save(update_fields=["keeps_places"])
    return offers


def _pass(passed: Sequence[SignUp]) -> None:
    for sign_up in passed:
        sign_up.passed += 1
    SignUp.objects.bulk_update(passed, ["passed"])


def _offer(slot: Slot, sign_up: SignUp, places: int, until: datetime.datetime) -> None:
    take_places(slot, places)
    sign_up.offered_places, sign_up.offered_until = places, until
    change_state(sign_up, State.OFFERED)
    record(by=None, verb="sign_ups.place_offered", obj=sign_up, places=places, until=until.isoformat())
    PlaceOffered.send(sign_up, edition=sign_up.edition)


def offer_places(slot: Slot, sign_up: SignUp) -> bool:
    """What is free to some of a group, when it signs up and nobody waits; the slot is locked."""
    until = offers_until(slot, timezone.now())
    if until is None or slot.left <= 0:
        return False
    _offer(slot, sign_up, slot.left, until)
    return True


@transaction.atomic
def accept_offer(*, sign_up: SignUp, people: Sequence[int] = (), by=None) -> SignUp:
    """Take the offered places; where they are fewer than the group, `people` are those who come.

    The second press changes nothing. Raises ActionRefused where it is too late.
    """
    sign_up = lock_sign_up(sign_up)
    if sign_up.state == State.CONFIRMED:
        raise NothingToDo("参加は、すでに確定しています。")
    if sign_up.state != State.OFFERED:
        raise ActionRefused(NOT_OFFERED)
    if sign_up.offered_until <= timezone.now():
        raise ActionRefused(TOO_LATE)
    places = sign_up.offered_places
    if places < sign_up.size:
        _leave_out(sign_up, people)
    freed = places - sign_up.size
    change_state(sign_up, State.CONFIRMED)
    record(by=by, verb="sign_ups.offer_accepted", obj=sign_up, people=sign_up.size)
    SignUpConfirmed.send(sign_up, edition=sign_up.edition)
    if freed:
        take_places(sign_up.slot, -freed)
        move_queue(sign_up.slot)
    return sign_up


def _leave_out(sign_up: SignUp, chosen: Sequence[int]) -> None:
    """Those of the group for whom there is no place; they wait no longer."""
    coming = sign_up.people.filter(pk__in=chosen)
    number = coming.count()
    if not 1 <= number <= sign_up.offered_places:
        raise ActionRefused(CHOOSE.format(places=sign_up.offered_places))
    sign_up.people.exclude(pk__in=coming.values("pk")).delete()
    sign_up.size = number


@transaction.atomic
def lapse_offer(*, sign_up: SignUp, now: datetime.datetime) -> bool:
    """End an offer that nobody answered: its places go to the next, the sign-up is cancelled."""
    sign_up = lock_sign_up(sign_up)
    if sign_up.state != State.OFFERED or sign_up.offered_until > now:
        return False
    free_and_end(sign_up, State.CANCELLED)
    record(by=None, verb="sign_ups.offer_lapsed", obj=sign_up)
    OfferLapsed.send(sign_up, edition=sign_up.edition)
    return True


def free_and_end(sign_up: SignUp, state: str) -> None:
    """Cancelled or declined: its places, if it has any, go to those who wait. The slot is locked."""
    held = sign_up.places_held
    change_state(sign_up, state)
    if held:
        take_places(sign_up.slot, -held)
        move_queue(sign_up.slot)


@transaction.atomic
def offer_free_places(*, slot: Slot, by=None) -> int:
    """By hand, of those who run it: offer what is free to those who wait, added seats too."""
    slot = lock_slot(slot)
    offers = move_queue(slot)
    if not offers:
        raise ActionRefused(NO_PLACES)
    record(by=by, verb="sign_ups.free_places_offered", obj=slot, offers=offers)
    return offers


@transaction.atomic
def end_keeping(*, slot: Slot, now: datetime.datetime) -> None:
    """Places are kept for the head no longer."""
    slot = lock_slot(slot)
    if slot.keeps_places and slot.closes_at - slot.KEPT_UNTIL <= now:
        move_queue(slot)
