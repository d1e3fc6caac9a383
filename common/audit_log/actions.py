"""The audit log (記録簿): who did what, when, to what; kept when its object is gone."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models

from common.audit_log.models import AuditEntry


def record(*, by, verb: str, obj: models.Model | None, **facts) -> AuditEntry:
    """Write one line in the caller's transaction. `verb` is "app.noun_done"; `facts` go to JSON.

    `by` is a user, None or an anonymous user for the system and for visitors.
    """
    entry = _entry(by, verb, obj, facts)
    entry.save()
    return entry


def record_many(*, by, verb: str, rows: Iterable[tuple[models.Model, dict]]) -> None:
    """The same line for many objects of one model, each with its facts, in one insert."""
    AuditEntry.objects.bulk_create([_entry(by, verb, obj, facts) for obj, facts in rows], batch_size=1000)


def _entry(by, verb: str, obj: models.Model | None, facts: dict) -> AuditEntry:
    person = by if by is not None and by.is_authenticated else None
    entry = AuditEntry(by=person, by_name=str(person)[:200] if person else "", verb=verb, facts=facts)
    if obj is not None:
        entry.object_type = ContentType.objects.get_for_model(obj)
        entry.object_id, entry.object_name = str(obj.pk), str(obj)[:200]
    return entry


def differences(row: models.Model, fields: dict) -> dict[str, list]:
    """`{label: [before, after]}` of the named fields that differ from the row, for `record(changes=…)`."""
    return {
        str(row._meta.get_field(name).verbose_name): [getattr(row, name), value]
        for name, value in fields.items()
        if getattr(row, name) != value
    }
