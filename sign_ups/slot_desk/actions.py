"""A slot is changed, or its event called off, and whoever signed up for it is told."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from sign_ups.sign_ups.emails import CalledOff, SlotChanged
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.actions import edit_slot, lock_slot
from sign_ups.slots.carriers import carrier_of
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


def tell_called_off(row) -> None:
    """All who signed up for the event and have not cancelled; nobody where it is held."""
    if said := carrier_of(type(row)).called_off(row):
        rows = SignUp.objects.standing().filter(
            slot__in=Slot.objects.of(row), slot__starts_at__gt=timezone.now()
        )
        CalledOff.send_each(rows, said=said)
