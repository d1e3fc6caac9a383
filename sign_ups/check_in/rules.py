"""At which slots somebody may check in, and who may."""

import datetime

from django.utils import timezone

from sign_ups.door_codes.models import DoorCode
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

TOO_EARLY = "受付は開催日から行えます。"
PURGED = "個人情報を削除したため、受付はできません。"
NOT_CONFIRMED = "この申込は「{state}」のため、受付できません。責任者に確認してください。"


def is_of_day(slot: Slot, day: datetime.date) -> bool:
    return timezone.localdate(slot.starts_at) <= day <= timezone.localdate(slot.ends_at or slot.starts_at)


def opens(code: DoorCode | None, slot: Slot, day: datetime.date) -> bool:
    """Whether the code opens this slot today: of its event, on its day, and not ended."""
    if code is None or code.ended_at or code.valid_on != day:
        return False
    return (code.carrier, code.carrier_id) == (slot.carrier, slot.carrier_id) and is_of_day(slot, day)


def why_no_check_in(slot: Slot) -> str:
    """As a sentence; "" where people come in."""
    if slot.is_purged:
        return PURGED
    return TOO_EARLY if timezone.localdate() < timezone.localdate(slot.starts_at) else ""


def why_not_in(sign_up: SignUp) -> str:
    """Why these people have no place, as a sentence; "" where they have."""
    if sign_up.state == SignUp.State.CONFIRMED:
        return ""
    return NOT_CONFIRMED.format(state=sign_up.get_state_display())


def room_for_walk_ins(slot: Slot) -> int:
    """How many without a sign-up find a seat; those who signed up and are not there yet keep theirs."""
    return max(slot.left - slot.walk_ins, 0)
