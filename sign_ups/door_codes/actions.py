"""Those who run it give a code to those at the door, and end it."""

import datetime

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import NothingToDo
from sign_ups.door_codes.models import DoorCode
from sign_ups.slots.carriers import carrier_of


@transaction.atomic
def make_door_code(*, row, role: str, valid_on: datetime.date, by) -> DoorCode:
    """A code for one role and day of an event or call; the one before it ends."""
    facts = {"carrier": carrier_of(type(row)).key, "carrier_id": row.pk, "role": role, "valid_on": valid_on}
    before = DoorCode.objects.select_for_update().filter(**facts, ended_at__isnull=True)
    before.update(ended_at=timezone.now())
    code = DoorCode.objects.create(**facts, made_by=by)
    record(by=by, verb="sign_ups.door_code_made", obj=code, role=code.get_role_display(), day=valid_on)
    return code


@transaction.atomic
def end_door_code(*, code: DoorCode, by) -> None:
    code = DoorCode.objects.select_for_update().get(pk=code.pk)
    if code.ended_at:
        raise NothingToDo("この受付コードは、すでに停止しています。")
    code.ended_at = timezone.now()
    code.save(update_fields=["ended_at"])
    record(by=by, verb="sign_ups.door_code_ended", obj=code)
