"""How the waiting list stands: in one line for those who run it, and for somebody who waits."""

from typing import NamedTuple

from django.utils import timezone

from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from sign_ups.waiting_list.rules import queue_words


class Place(NamedTuple):
    """Of somebody who waits: the how manieth, of how many, and why nobody is offered a place now."""

    number: int
    words: str


def words_of(slot: Slot) -> str:
    """Why the next one is or is not offered a place; "" where nobody waits."""
    now = timezone.now()
    asked = slot.sign_ups.filter(state__in=(SignUp.State.WAITING, SignUp.State.OFFERED)).order_by("pk")
    rows = list(asked)
    queue = [row for row in rows if row.state == SignUp.State.WAITING]
    return queue_words(slot, queue, [row for row in rows if row not in queue], now)


def queue_of(sign_up: SignUp) -> Place | None:
    """None where it does not wait."""
    if sign_up.state != SignUp.State.WAITING:
        return None
    before = sign_up.slot.sign_ups.waiting().filter(pk__lt=sign_up.pk).count()
    return Place(before + 1, words_of(sign_up.slot))
