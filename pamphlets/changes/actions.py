"""What may be changed after the wards were asked; each change is mailed to them and stays readable."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common import japanese_calendar, jobs
from common.attachments.actions import replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import differences, record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from correspondence.requests.actions import has_same_files, lock
from correspondence.requests.rules import can_change, owns
from correspondence.steps.actions import record_step
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.actions import ask_wards
from pamphlets.steps.models import PamphletStep

FIELDS = ["description", "copies_available", "period_from", "period_until", "deliver_by", "answer_due"]
TOO_FEW = "既に{count}部が受け入れられています。{count}部以上で入力してください。"
NOT_EARLIER = "回答期限は早められません。いまの期限以後の日を入力してください。"
DUE_IS_OVER = "回答期限を過ぎています。先に「依頼の内容を変える」で回答期限を延ばしてください。"
NO_LONGER_OPEN = "この依頼は受付を終えたため、変えられません。"
SAMPLE_LABEL = "見本"


@transaction.atomic
def change_pamphlet(*, pamphlet, by, version: int, values: Mapping, files, note="") -> dict:
    """Mend an open request; what changed is returned, kept, and mailed to the wards that did not decline.

    Raises ValidationError where an acceptance came first and the copies would no longer do.
    """
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not can_change(by, pamphlet):
        raise PermissionDenied if not owns(by, pamphlet) else ActionRefused(NO_LONGER_OPEN)
    if pamphlet.version != version:
        said = not _changes(pamphlet, values) and has_same_files(pamphlet, files)
        if said and pamphlet.saved_by_id == by.pk:
            return {}  # a double click
        raise StaleVersion(pamphlet)
    _refuse_broken_promises(pamphlet, values)
    changes = {**_changes(pamphlet, values), **_new_samples(pamphlet, files)}
    if not changes:
        return changes
    for name in FIELDS:
        setattr(pamphlet, name, values[name])
    pamphlet.version += 1
    pamphlet.saved_at, pamphlet.saved_by = timezone.now(), by
    pamphlet.save()
    step = record_step(pamphlet, by, PamphletStep.Kind.CHANGED, note=note, changes=changes)
    record(by=by, verb="pamphlets.pamphlet_changed", obj=pamphlet, changes=changes, note=note)
    refresh_index(pamphlet)
    jobs.defer("pamphlets.tell_pamphlet_step", step_id=step.pk)
    return changes


def _refuse_broken_promises(pamphlet, values) -> None:
    if values["copies_available"] < pamphlet.copies_accepted:
        raise ValidationError({"copies_available": TOO_FEW.format(count=f"{pamphlet.copies_accepted:,}")})
    if values["answer_due"] < pamphlet.answer_due:
        raise ValidationError({"answer_due": NOT_EARLIER})


def _changes(pamphlet, values) -> dict:
    """{label: [before, after]} in words for people."""
    found = differences(pamphlet, {name: values[name] for name in FIELDS})
    return {label: [_in_words(value) for value in pair] for label, pair in found.items()}


def _in_words(value) -> str:
    if value is None:
        return "指定なし"
    if isinstance(value, int):
        return f"{value:,}部"
    return value if isinstance(value, str) else japanese_calendar.wareki(value)


def _new_samples(pamphlet, files) -> dict:
    """The same for the sample files, which are put in place."""
    before = files_of(pamphlet)
    if [file.pk for file in before] == [file.pk for file in files]:
        return {}
    names = ["、".join(file.name for file in before), "、".join(file.name for file in files)]
    replace_files(files, to=pamphlet)
    return {SAMPLE_LABEL: names}


@transaction.atomic
def add_wards(*, pamphlet, by, wards) -> PamphletRequest:
    """Ask further wards; only they are told. Those that were asked meanwhile stay as they are."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if not can_change(by, pamphlet):
        raise PermissionDenied if not owns(by, pamphlet) else ActionRefused(NO_LONGER_OPEN)
    if pamphlet.answer_due <= japanese_calendar.today():
        raise ActionRefused(DUE_IS_OVER)
    asked = set(pamphlet.answers.values_list("organization_id", flat=True))
    new = [ward for ward in wards if ward.pk not in asked]
    if not new:
        return pamphlet
    ask_wards(pamphlet, new, added_at=timezone.now())
    names = "、".join(ward.name for ward in new)
    record_step(pamphlet, by, PamphletStep.Kind.WARDS_ADDED, changes={"追加した区": ["", names]})
    record(by=by, verb="pamphlets.pamphlet_wards_added", obj=pamphlet, wards=names)
    refresh_index(pamphlet)
    jobs.defer(
        "pamphlets.tell_wards_of_pamphlet",
        pamphlet_id=pamphlet.pk,
        occasion="requested",
        ward_ids=[ward.pk for ward in new],
    )
    return pamphlet
