"""Who runs a slot, who may sign up for it, and whether they can now."""

from django.utils import timezone

from common.japanese_calendar import wareki_time
from sign_ups.slots.carriers import carrier_of
from sign_ups.slots.models import Slot

Audience, State = Slot.Audience, Slot.State
GONE = "受付は終わりました。"


def can_manage_slots(user, row) -> bool:
    """Those who run the event, the owner of the call, and the secretariat."""
    return user.is_authenticated and carrier_of(type(row)).may_manage(user, row)


def may_sign_up(user, slot: Slot) -> bool:
    """Anybody, or officers of members; a reader (閲覧) commits their organisation to nothing."""
    if slot.audience == Audience.PUBLIC:
        return True
    return user.is_authenticated and user.is_member and user.acts_for_section


def why_closed(slot: Slot, row) -> str:
    """Why nobody can sign up now, as a sentence; "" where they can. `row` is what the slot belongs to."""
    now = timezone.now()
    if slot.state == State.DRAFT:
        return "受付の準備中です。"
    if row is None:
        return GONE
    if sentence := slot.the_carrier.why_not(row):
        return sentence
    if slot.state == State.CLOSED or slot.closes_at <= now:
        return GONE
    if slot.opens_at and slot.opens_at > now:
        return f"受付は{wareki_time(slot.opens_at)}に始まります。"
    return ""


def offers_until(slot: Slot, now):
    """Until when the next offer would hold; None where nobody is offered a place any more.

    Two days, shortened by the closing and by the two hours before the start.
    """
    last = min(slot.closes_at, slot.starts_at - slot.LAST_OFFER)
    if slot.state != State.OPEN or last <= now:
        return None
    return min(now + slot.OFFER_HOLDS, last)
