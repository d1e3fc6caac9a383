"""What every change of a sign-up does: the lock, the places, the state, the people.

Whoever changes places locks the slot first (`lock_slot`), then reads: so two never take the same one.
"""

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from common.refusals import ActionRefused
from sign_ups.sign_ups.models import Person, SignUp, key_of
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot

State = SignUp.State
TWICE = (
    "同じメールアドレスで、{names}さんの申込がすでにあります。"
    "届いているメールの申込番号で、内容を確かめてください。"
)


def lock_sign_up(sign_up: SignUp) -> SignUp:
    """The same with the slot of a sign-up, which is locked first; its slot is that object."""
    slot = lock_slot(sign_up.slot_id)
    locked = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up.pk)
    locked.slot = slot
    return locked


def take_places(slot: Slot, number: int) -> None:
    """So many more are taken, fewer where it is negative; the locked slot is told too."""
    Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + number)
    slot.taken += number


def change_state(sign_up: SignUp, state: str) -> None:
    """Write the new state; mails of the one before no longer hold. An offer ends with its state."""
    sign_up.state, sign_up.edition = state, sign_up.edition + 1
    if state != State.OFFERED:
        sign_up.offered_places = sign_up.offered_until = None
    sign_up.ended_at = timezone.now() if state in SignUp.OVER else None
    sign_up.save()
    if state in SignUp.OVER:
        sign_up.people.update(stands=False)


def write_people(sign_up: SignUp, names: Sequence[str]) -> None:
    """Add these people; ActionRefused where one of them stands in the slot already, by the same mailbox."""
    people = [
        Person(sign_up=sign_up, slot_id=sign_up.slot_id, name=name, key=key_of(sign_up.email, name))
        for name in names
    ]
    known = Person.objects.filter(slot=sign_up.slot_id, stands=True, key__in=[one.key for one in people])
    twice = set(known.values_list("key", flat=True))
    if again := [one.name for one in people if one.key in twice]:
        raise ActionRefused(TWICE.format(names="、".join(again)))
    Person.objects.bulk_create(people)
