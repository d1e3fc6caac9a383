"""Whose turn it is: the order of the waiting list, and why the next one is or is not offered a place.

Groups that come all or not at all make it hard: a head that does not fit into the free places keeps its
place. Others may be offered a place before it twice; then what becomes free is kept for it, until
`Slot.KEPT_UNTIL` before the closing.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from common.japanese_calendar import wareki_time
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import offers_until

PASSES = 2


@dataclass(frozen=True)
class Turn:
    """The next one, None where nobody fits; who is passed by it; for whom free places are kept."""

    sign_up: SignUp | None = None
    places: int = 0
    passed: tuple[SignUp, ...] = ()
    kept_for: SignUp | None = None


def places_for(sign_up: SignUp, free: int) -> int:
    """How many of the free places it would take; 0 where it does not fit."""
    if sign_up.size <= free:
        return sign_up.size
    return max(free, 0) if sign_up.takes_part else 0


def next_turn(slot: Slot, queue: Sequence[SignUp], now: datetime.datetime) -> Turn:
    """Of those who wait, in the order of queueing."""
    keeps = now < slot.closes_at - slot.KEPT_UNTIL
    passed: list[SignUp] = []
    for sign_up in queue:
        if places := places_for(sign_up, slot.left):
            return Turn(sign_up, places, tuple(passed))
        if keeps and sign_up.passed >= PASSES and sign_up.size <= slot.places:
            return Turn(kept_for=sign_up)
        passed.append(sign_up)
    return Turn()


def queue_words(slot: Slot, queue: Sequence[SignUp], offered: Sequence[SignUp], now) -> str:
    """Why the next one is or is not offered a place, in one line; "" where nobody waits or is asked."""
    if offered:
        places, until = sum(one.offered_places for one in offered), min(one.offered_until for one in offered)
        return f"{places:,}席を案内中です。返事の期限は{wareki_time(until)}です。"
    if not queue:
        return ""
    if offers_until(slot, now) is None:
        return "受付が終わったか、開始の2時間前を過ぎたため、空きが出ても案内しません。"
    if slot.left <= 0:
        return "空席はありません。確定した人が取り消すと、申込の順に案内します。"
    turn = next_turn(slot, queue, now)
    if turn.kept_for:
        until = wareki_time(slot.closes_at - slot.KEPT_UNTIL)
        group = f"先に待っている{turn.kept_for.size}人の組"
        return f"空いた{slot.left:,}席は、{group}のために取っています（{until}まで）。"
    if turn.sign_up:
        return f"空席が{slot.left:,}席あります。増やした席などは、自動では案内しません。"
    return f"空席は{slot.left:,}席で、待っている組の人数に足りません。"
