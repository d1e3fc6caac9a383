"""By the clock: offers that nobody answered, and places that are kept no longer."""

from common import clock
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from sign_ups.waiting_list.actions import end_keeping, lapse_offer


@clock.each(clock.every(10), rows=SignUp.objects.offer_lapsed, label="空席の案内の期限切れ", lock=False)
def end_lapsed_offer(sign_up, *, now):
    """Its slot is locked first, by the action, which asks again."""
    lapse_offer(sign_up=sign_up, now=now)


@clock.each(clock.every(10), rows=Slot.objects.keeping_too_long, label="取っておいた席の案内", lock=False)
def offer_kept_places(slot, *, now):
    """From 72 hours before the closing on."""
    end_keeping(slot=slot, now=now)
