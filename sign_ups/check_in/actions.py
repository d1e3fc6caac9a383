"""People come: they are checked in, once by whoever is first; those without a sign-up are counted."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused, NothingToDo
from sign_ups.check_in.rules import room_for_walk_ins, why_no_check_in, why_not_in
from sign_ups.sign_ups.actions import lock_sign_up
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot

IS_IN = "すでに受付済みです（{at}、{came}人）。"
IS_OUT = "まだ受付していません。"
TOO_MANY = "申込は{size}人です。来た人数は{size}人以下にしてください。"
NONE_LEFT = "残りの席は{room}席です。これより多い人を入れるときは、責任者が受け付けてください。"
BELOW_ZERO = "申込なしの来場は、いま{number}人です。これより多くは減らせません。"


def _locked(sign_up: SignUp) -> SignUp:
    sign_up = lock_sign_up(sign_up)
    if sentence := why_no_check_in(sign_up.slot) or why_not_in(sign_up):
        raise ActionRefused(sentence)
    return sign_up


def _write_came(sign_up: SignUp, came: int) -> None:
    sign_up.came, sign_up.came_at = came, timezone.now() if came else None
    sign_up.save(update_fields=["came", "came_at"])


@transaction.atomic
def check_in(*, sign_up: SignUp, by, came: int | None = None) -> SignUp:
    """They are here, all of them or so many. Raises NothingToDo where a colleague was faster."""
    sign_up = _locked(sign_up)
    if sign_up.came:
        at = timezone.localtime(sign_up.came_at)
        raise NothingToDo(IS_IN.format(at=f"{at.hour}:{at.minute:02}", came=sign_up.came))
    came = came or sign_up.size
    if came > sign_up.size:
        raise ActionRefused(TOO_MANY.format(size=sign_up.size))
    _write_came(sign_up, came)
    record(by=by, verb="sign_ups.checked_in", obj=sign_up, people=came)
    return sign_up


@transaction.atomic
def undo_check_in(*, sign_up: SignUp, by) -> SignUp:
    """They are not here after all."""
    sign_up = _locked(sign_up)
    if not sign_up.came:
        raise NothingToDo(IS_OUT)
    _write_came(sign_up, 0)
    record(by=by, verb="sign_ups.check_in_undone", obj=sign_up)
    return sign_up


@transaction.atomic
def count_walk_ins(*, slot: Slot, number: int, by, is_lead: bool) -> Slot:
    """So many more came without a sign-up, fewer where negative; beyond the seats only by who leads."""
    slot = lock_slot(slot)
    if sentence := why_no_check_in(slot):
        raise ActionRefused(sentence)
    if slot.walk_ins + number < 0:
        raise ActionRefused(BELOW_ZERO.format(number=slot.walk_ins))
    if number > room_for_walk_ins(slot) and not is_lead:
        raise ActionRefused(NONE_LEFT.format(room=room_for_walk_ins(slot)))
    slot.walk_ins += number
    slot.save(update_fields=["walk_ins"])
    record(by=by, verb="sign_ups.walk_ins_counted", obj=slot, people=number)
    return slot


@transaction.atomic
def write_paper_list(*, slot: Slot, came: Mapping[int, int], by) -> int:
    """Numbers from the paper list, {key of a sign-up: people}; returns how many rows changed."""
    slot = lock_slot(slot)
    if sentence := why_no_check_in(slot):
        raise ActionRefused(sentence)
    confirmed = slot.sign_ups.filter(pk__in=came, state=SignUp.State.CONFIRMED)
    changed = [row for row in confirmed.select_for_update(of=("self",)) if row.came != came[row.pk]]
    for row in changed:
        if came[row.pk] > row.size:
            raise ActionRefused(f"{row.code_shown}: {TOO_MANY.format(size=row.size)}")
        row.came, row.came_at = came[row.pk], timezone.now() if came[row.pk] else None
    if not changed:
        raise NothingToDo("来た人数は変わっていません。")
    SignUp.objects.bulk_update(changed, ["came", "came_at"])
    people = sum(row.came for row in changed)
    record(by=by, verb="sign_ups.paper_list_entered", obj=slot, sign_ups=len(changed), people=people)
    return len(changed)
