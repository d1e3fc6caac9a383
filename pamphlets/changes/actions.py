"""What may be changed after the wards were asked; each change is mailed to them and stays readable."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from common import japanese_calendar
from common.attachments.actions import replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import differences
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from correspondence.closing.actions import withdraw
from correspondence.requests.actions import (
    has_same_files,
    lock,
    lock_changeable,
    record_of,
    save_next_version,
)
from correspondence.requests.rules import owns
from correspondence.steps.actions import record_step
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.deliveries.models import has_left
from pamphlets.requests.models import PamphletRequest
from pamphlets.steps.emails import PamphletChanged
from pamphlets.steps.models import PamphletStep

FIELDS = ["description", "copies_available", "period_from", "period_until", "deliver_by", "answer_due"]
TOO_FEW = "既に{count}部が受け入れられています。{count}部以上で入力してください。"
NOT_EARLIER = "回答期限は早められません。いまの期限以後の日を入力してください。"
SAMPLE_LABEL = "見本"


@transaction.atomic
def change_pamphlet(*, pamphlet, by, version: int, values: Mapping, files, note="") -> dict:
    """Mend an open request; what changed is returned, kept, and mailed to the wards that did not decline.

    Raises ValidationError where an acceptance came first and the copies would no longer do.
    """
    pamphlet = lock_changeable(pamphlet, by)
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
    save_next_version(pamphlet, by)
    step = record_step(pamphlet, by, PamphletStep.Kind.CHANGED, note=note, changes=changes)
    record_of(pamphlet, by, "changed", changes=changes, note=note)
    refresh_index(pamphlet)
    PamphletChanged.send(step)
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


ON_ITS_WAY = "既にパンフレットを発送した区があるため、取り下げられません。各区の担当課へ連絡してください。"


@transaction.atomic
def withdraw_pamphlet(*, pamphlet, by, reason: str) -> PamphletRequest:
    """Take the request back while no copies have left; changes that wait for consent end with it."""
    pamphlet = lock(PamphletRequest, pamphlet.pk)
    if owns(by, pamphlet) and has_left(pamphlet):
        raise ActionRefused(ON_ITS_WAY)
    pamphlet = withdraw(item=pamphlet, by=by, reason=reason)
    AnswerChange.objects.open().filter(answer__pamphlet=pamphlet).update(
        state=AnswerChange.State.CANCELLED, decided_at=pamphlet.withdrawn_at, decided_by=by,
        decided_by_name=by.name, decided_note="依頼の取下げ",
    )  # fmt: skip
    return pamphlet
