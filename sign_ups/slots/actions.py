"""Those who run it write a slot, open and close it, and add seats."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.japanese_calendar import wareki
from common.refusals import ActionRefused, NothingToDo
from common.versions import refuse_stale
from sign_ups.slots.carriers import carrier_of
from sign_ups.slots.models import Slot

State = Slot.State
TOO_FEW = (
    "{taken}人が確定または案内中のため、席を{places}にはできません。あと{missing}席足りません。"
    "先に申込を取り消すか、{taken}席以上にしてください。"
)


PURGED = "個人情報を削除した受付枠は変更できません。新しい受付枠を追加してください。"
PROMISED = (
    "申込のページで{day}に削除すると約束しているため、削除する日を後にできません。"
    "この日か、それより前の日にしてください。"
)


def lock_slot(slot: Slot | int) -> Slot:
    """The slot as it is now; whoever signs up, cancels or decides waits for the end of the transaction."""
    number = slot if isinstance(slot, int) else slot.pk
    return Slot.objects.select_for_update(no_key=True).get(pk=number)


def _refuse_too_few(slot: Slot) -> None:
    if slot.left < 0:
        facts = {"taken": slot.taken, "places": slot.places, "missing": -slot.left}
        raise ActionRefused(TOO_FEW.format(**facts))


def _refuse_broken_promise(slot: Slot, values: Mapping) -> None:
    """Who signed up has read when their data go; a later day only where the slot itself moves past it."""
    later = values.get("purge_on", slot.purge_on) > slot.purge_on
    starts_at = values.get("starts_at", slot.starts_at)
    if later and timezone.localdate(starts_at) < slot.purge_on and slot.sign_ups.exists():
        raise ActionRefused(PROMISED.format(day=wareki(slot.purge_on)))


@transaction.atomic
def add_slot(*, row, by, values: Mapping) -> Slot:
    """A new one, not open yet; `row` is the event or call that it belongs to."""
    slot = Slot(carrier=carrier_of(type(row)).key, carrier_id=row.pk, made_by=by, **values)
    slot.full_clean(exclude=["made_by"])
    slot.save()
    record(by=by, verb="sign_ups.slot_added", obj=slot)
    return slot


@transaction.atomic
def edit_slot(*, slot: Slot, by, values: Mapping, version: str = "") -> Slot:
    """Write these columns.

    Raises StaleVersion where a colleague was faster, ActionRefused where more people come than there would
    be places, or where personal data would stay longer than the form said.
    """
    slot = lock_slot(slot)
    refuse_stale(slot, values, version)
    if slot.is_purged:
        raise ActionRefused(PURGED)
    _refuse_broken_promise(slot, values)
    changes = differences(slot, dict(values))
    for name, value in values.items():
        setattr(slot, name, value)
    _refuse_too_few(slot)
    slot.full_clean(exclude=["made_by"])
    if not changes:
        return slot
    slot.save()
    record(by=by, verb="sign_ups.slot_edited", obj=slot, changes=changes)
    return slot


@transaction.atomic
def open_slot(*, slot: Slot, by) -> Slot:
    """People can sign up, from `opens_at` on; again after it was closed."""
    slot = lock_slot(slot)
    if slot.state == State.OPEN:
        raise NothingToDo("すでに受付中です。")
    if slot.has_begun:
        raise ActionRefused("開始日時を過ぎたため、受付を始められません。")
    return _step(slot, State.OPEN, by, "sign_ups.slot_opened")


@transaction.atomic
def close_slot(*, slot: Slot, by) -> Slot:
    """Nobody signs up any more, and nobody who waits is offered a place; who has one keeps it."""
    slot = lock_slot(slot)
    if slot.state != State.OPEN:
        raise NothingToDo("受付中ではありません。")
    return _step(slot, State.CLOSED, by, "sign_ups.slot_closed")


def _step(slot: Slot, state: str, by, verb: str) -> Slot:
    slot.state = state
    slot.save(update_fields=["state"])
    record(by=by, verb=verb, obj=slot)
    return slot


@transaction.atomic
def set_extra(*, slot: Slot, by, extra: int, reason: str) -> Slot:
    """So many seats beyond the capacity, and why; nobody is offered one by that alone."""
    slot = lock_slot(slot)
    values = {"extra": extra, "extra_reason": reason if extra else ""}
    changes = differences(slot, values)
    if not changes:
        raise NothingToDo("席の数は変わっていません。")
    slot.extra, slot.extra_reason = values.values()
    _refuse_too_few(slot)
    slot.save(update_fields=["extra", "extra_reason"])
    record(by=by, verb="sign_ups.seats_added", obj=slot, changes=changes, reason=reason)
    return slot
