"""A slot is changed, and whoever signed up for it is told."""

from collections.abc import Mapping

from django.db import transaction

from sign_ups.sign_ups.emails import SlotChanged
from sign_ups.slots.actions import edit_slot, lock_slot
from sign_ups.slots.models import Slot


@transaction.atomic
def change_slot(*, slot: Slot, by, values: Mapping, version: str = "") -> Slot:
    """As `edit_slot`; another time or place is told to all who have not cancelled."""
    slot = lock_slot(slot)
    before = slot.when, slot.place
    slot = edit_slot(slot=slot, by=by, values=values, version=version)
    if (slot.when, slot.place) != before:
        SlotChanged.send_each(slot.sign_ups.standing(), when=slot.when, place=slot.place)
    return slot
