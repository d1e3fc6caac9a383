"""Rows that the secretariat keeps on pages of their own, written with a line in the audit log."""

from collections.abc import Mapping

from django.db import models, transaction

from common.audit_log.actions import record
from common.versions import refuse_stale
from members.access.admin import changes


@transaction.atomic
def save_row(*, row: models.Model, by, values: Mapping, version: str = "") -> models.Model:
    """Keep these values; a row without a number is a new one.

    Raises StaleVersion where somebody saved something else since `version`.
    """
    kind = type(row)
    before = kind._base_manager.select_for_update().get(pk=row.pk) if row.pk else None
    if before:
        refuse_stale(before, values, version)
    for name, value in values.items():
        setattr(row, name, value)
    found = changes(before, row, values) if before else {}
    if before is None or found:
        row.save()
        facts = {"changes": found} if before else {}
        record(by=by, verb=_verb(row, "changed" if before else "added"), obj=row, **facts)
    return row


@transaction.atomic
def delete_row(*, row: models.Model, by) -> None:
    record(by=by, verb=_verb(row, "deleted"), obj=row)
    row.delete()


def _verb(row: models.Model, what: str) -> str:
    return f"{row._meta.app_label}.{row._meta.model_name}_{what}"
