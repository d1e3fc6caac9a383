"""Recording, correcting and withdrawing, with a line in the audit log and what search finds."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.append_only.actions import correct, record_new, repeated, restore, wait_to_record
from common.append_only.models import Reason, Version
from common.audit_log.actions import record, record_many
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from disaster.disasters.models import Disaster
from disaster.disasters.queries import wholes_at
from disaster.disasters.rules import can_edit_disasters
from disaster.support_records.rules import told_beside

SAME_STANDS = "同じ内容の{}がもうあります。二重になるため、取下げを取り消せません。"
MERGED = "この災害は別の災害に統合されました。統合先の災害で入力してください。"


@transaction.atomic
def record_told(
    model: type[Version], rows: Iterable[tuple], *, disaster: Disaster | None, by, checked=False
) -> list:
    """The first versions of new records or statements: `rows` are (saved record, its facts)."""
    if not can_edit_disasters(by):
        raise PermissionDenied
    lock_disaster(disaster)
    versions = record_new(model, rows, by=by, checked=checked)
    record_many(by=by, verb=verb_of(model, "recorded"), rows=((told.record, {}) for told in versions))
    touch_disaster(disaster)
    return versions


def record_support(
    *, model: type[Version], disaster: Disaster | None, facts: Iterable[Mapping], by, checked=False
) -> list:
    """New records (or statements without a whole) of one disaster, all at one moment."""
    of = model._meta.get_field("record").related_model
    with transaction.atomic():
        told = list(facts)
        lock_disaster(disaster)
        records = of.objects.bulk_create(of(disaster=disaster) for _ in told)
        rows = zip(records, told, strict=True)
        return record_told(model, rows, disaster=disaster, by=by, checked=checked)


@transaction.atomic
def correct_support(*, version: Version, facts: Mapping, reason: str, words: str, by) -> Version:
    """The next version; a second click makes none. Raises what `correct` raises."""
    if not can_edit_disasters(by):
        raise PermissionDenied
    wait_to_record()
    if made := repeated(version, facts, reason=reason, words=words, by=by):
        return made
    following = correct(version, facts, reason=reason, words=words, by=by)
    step = "withdrawn" if reason == Reason.WITHDRAWAL else "corrected"
    facts = {"reason": Reason(reason).label, "words": words}
    record(by=by, verb=verb_of(type(version), step), obj=version.record, **facts)
    touch_disaster(version.record.disaster)
    return following


@transaction.atomic
def restore_support(*, version: Version, words: str, by) -> Version:
    """Have a withdrawn record or statement stand again; refused where another says the same meanwhile.

    A second click changes nothing. Raises StaleVersion where somebody else was first.
    """
    if not can_edit_disasters(by):
        raise PermissionDenied
    model, kept = type(version), version.record
    wait_to_record()  # nobody records the same meanwhile
    if made := repeated(version, {}, reason=Reason.RESTORATION, words=words, by=by):
        return made
    said = {name: value for name, value in version.facts.items() if name != "internal_note"}
    same = model.objects.as_recorded().filter(told_beside(kept.disaster), **said)
    if twin := same.exclude(record=kept).select_related("record").first():
        raise ActionRefused(SAME_STANDS.format(twin.record))
    following = restore(version, words=words, by=by)
    record(by=by, verb=verb_of(model, "restored"), obj=kept, words=words)
    touch_disaster(kept.disaster)
    return following


def lock_disaster(disaster: Disaster | None) -> None:
    """No merge meanwhile; in the order of all that record: first the lock of recording, then rows."""
    wait_to_record()
    if disaster is not None:
        rows = Disaster.objects.select_for_update(of=("self",), no_key=True).filter(pk=disaster.pk)
        if list(rows.values_list("merged_into", flat=True)) != [None]:
            raise ActionRefused(MERGED)


def touch_disaster(disaster: Disaster | None) -> None:
    """Also the one on whose page it is told."""
    if disaster is not None:
        whole = wholes_at().get(disaster.pk, disaster.pk)
        for row in Disaster.objects.filter(pk__in={disaster.pk, whole}).order_by("pk"):
            Disaster.objects.filter(pk=row.pk).update(changed_at=timezone.now())
            refresh_index(row)


def verb_of(model: type[Version], step: str) -> str:
    return f"disaster.{model._meta.get_field('record').related_model._meta.model_name}_{step}"
