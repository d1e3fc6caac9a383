"""What the slots of an event counted, for its report: each number on its basis, never added."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

NOT_CANCELLED = ~Q(sign_ups__state=SignUp.State.CANCELLED)


class Counted(NamedTuple):
    """Of one slot: places, people of sign-ups, those who were checked in, those who came without one."""

    title: str
    capacity: int
    applied: int
    came: int
    walk_ins: int


def counted_of(row: models.Model) -> list[Counted]:
    slots = Slot.objects.of(row).shown()
    numbers = {
        "applied": Coalesce(Sum("sign_ups__size", filter=NOT_CANCELLED), 0),
        "came": Coalesce(Sum("sign_ups__came"), 0),
    }
    found = slots.annotate(**numbers).values_list("title", "capacity", "applied", "came", "walk_ins")
    return [Counted(*one) for one in found]
