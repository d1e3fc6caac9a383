"""Who is looked for at the door, and how many are there; as many queries for 300 as for three."""

import unicodedata
from typing import NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from sign_ups.sign_ups.codes import LENGTH, plain_code
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot

MOST_HITS, MOST_READ = 20, 200
CONFIRMED = Q(state=SignUp.State.CONFIRMED)


class Numbers(NamedTuple):
    """People who have a place, and who came of them; applications that have not come yet."""

    confirmed: int
    came: int
    missing: int


def numbers_at_door(slot: Slot) -> Numbers:
    found = slot.sign_ups.filter(CONFIRMED).aggregate(
        confirmed=Coalesce(Sum("size"), 0),
        missing=Count("pk", filter=Q(came=0)),
        came=Coalesce(Sum("came"), 0),
    )
    return Numbers(**found)


class Found(NamedTuple):
    """`hits` of this slot; `exact` where only one can be meant; `elsewhere`: to which slot it belongs."""

    hits: list[SignUp]
    exact: SignUp | None = None
    elsewhere: str = ""


def find_at_door(slot: Slot, typed: str) -> Found:
    """By the code, or by a name of at least two signs."""
    code = plain_code(typed)
    if len(code) == LENGTH and (
        one := SignUp.objects.filter(code=code).select_related("slot").prefetch_related("people").first()
    ):
        if one.slot_id == slot.pk:
            return Found([one], one)
        return Found([], elsewhere=_where(one.slot, slot))
    name = "".join(unicodedata.normalize("NFKC", typed).split()).casefold()
    if len(name) < 2:
        return Found([])
    rows = slot.sign_ups.standing().filter(people__key__contains=name).distinct().order_by("pk")
    rows = [row for row in rows.prefetch_related("people")[:MOST_READ] if _has_name(row, name)]
    exact = [row for row in rows if _has_name(row, name, whole=True)]
    is_one = len(exact) == 1 and exact[0].state == SignUp.State.CONFIRMED
    return Found((exact or rows)[:MOST_HITS], exact[0] if is_one else None)


def _has_name(sign_up: SignUp, name: str, *, whole: bool = False) -> bool:
    # the key is the mailbox, a blank, and the name without blanks
    names = [person.key.rpartition(" ")[2] for person in sign_up.people.all()]
    return name in names if whole else any(name in one for one in names)


def _where(other: Slot, slot: Slot) -> str:
    if (other.carrier, other.carrier_id) == (slot.carrier, slot.carrier_id):
        return f"この申込番号は、同じ催しの「{other.title}」のものです。受付枠を選び直してください。"
    return "別の催しの申込番号です。ここでは受付できません。"
