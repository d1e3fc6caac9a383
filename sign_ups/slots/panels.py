"""What the page of an event or a call says of its slots, and the way to sign up."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from common.japanese_calendar import wareki_time
from sign_ups.slots.carriers import carrier_of
from sign_ups.slots.models import Slot
from sign_ups.slots.rules import can_manage_slots, may_sign_up, why_closed


class SlotLine(NamedTuple):
    """A slot as a reader meets it; `join_url` is empty where they cannot sign up."""

    slot: Slot
    words: str  # places left, or why it is closed
    due: str
    join_url: str


class SlotsPanel(NamedTuple):
    """`desk_url` is empty for who does not run it; `until` is when a line turns wrong."""

    lines: Sequence[SlotLine]
    desk_url: str
    until: datetime.datetime | None


def has_slots(model: type[models.Model]) -> Exists:
    """Whether a row of this model has any: an expression for its own query."""
    return Exists(Slot.objects.filter(carrier=carrier_of(model).key, carrier_id=OuterRef("pk")).order_by())


def slots_panel(row: models.Model, user, *, has_slots: bool = True) -> SlotsPanel:
    """`has_slots` is False where it is known that there are none."""
    slots = list(Slot.objects.of(row).shown().with_queue()) if has_slots else []
    runs = can_manage_slots(user, row)
    desk_url = reverse("sign_ups:slot-list", args=[carrier_of(type(row)).key, row.pk]) if runs else ""
    return SlotsPanel([_line(slot, row, user) for slot in slots], desk_url, _until(slots))


def _line(slot: Slot, row, user) -> SlotLine:
    if closed := why_closed(slot, row):
        return SlotLine(slot, closed, "", "")
    # a visitor of a slot for members is led to the login
    may = may_sign_up(user, slot) or not user.is_authenticated
    join_url = reverse("sign_ups:slot-join", args=[slot.pk]) if may else ""
    return SlotLine(slot, _room(slot), wareki_time(slot.closes_at), join_url)


def _room(slot: Slot) -> str:
    if slot.by_approval:
        return f"定員{slot.capacity:,}人。申込の後、主催者が決めます。"
    if slot.left > 0 and not slot.has_queue:
        return f"定員{slot.capacity:,}人、残り{slot.left:,}席（先着順）"
    return f"定員{slot.capacity:,}人。満席のため、空き待ちで受け付けています。"


def _until(slots: Sequence[Slot]) -> datetime.datetime | None:
    now = timezone.now()
    moments = [moment for slot in slots for moment in (slot.opens_at, slot.closes_at)]
    return min((moment for moment in moments if moment and moment > now), default=None)
