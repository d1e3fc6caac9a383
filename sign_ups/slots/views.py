"""The slot of a page, for those who run it and for those who sign up."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from sign_ups.slots.carriers import carrier_called
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import can_manage_slots


class NeedsLogin(Exception):
    """A visitor asks for what only members read."""


def row_to_manage(request, key: str, number: int):
    """The event or call: 404 where they may not see it, 403 where they do not run it."""
    carrier = carrier_called(key)
    row = carrier.row_for(request.user, number) if carrier else None
    if row is None:
        raise Http404
    if not can_manage_slots(request.user, row):
        raise PermissionDenied
    return row


def slot_to_manage(request, pk: int) -> Slot:
    """The same for a slot, with its row as `slot.row`."""
    slot = get_object_or_404(Slot, pk=pk)
    slot.row = row_to_manage(request, slot.carrier, slot.carrier_id)
    return slot


def slot_to_join(request, pk: int) -> Slot:
    """A slot that they may read of, with its row; a draft is read by those who run it alone.

    Raises NeedsLogin where members alone read of it.
    """
    slot = get_object_or_404(Slot, pk=pk)
    if slot.audience == Slot.Audience.MEMBERS and not request.user.is_authenticated:
        raise NeedsLogin
    carrier = slot.the_carrier
    slot.row = carrier.row_for(request.user, slot.carrier_id) if carrier else None
    if slot.row is None or (slot.is_draft and not can_manage_slots(request.user, slot.row)):
        raise Http404
    return slot
