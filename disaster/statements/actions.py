"""Statements of one source, whole and parts together."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from disaster.disasters.models import Disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.actions import lock_disaster, record_told


@transaction.atomic
def record_statements(*, disaster: Disaster | None, rows: Iterable[tuple[Mapping, bool]], by) -> list:
    """`rows` are (facts, whether it is a part of the last that is none)."""
    lock_disaster(disaster)
    told, whole = [], None
    for facts, is_part in rows:
        statement = Statement.objects.create(disaster=disaster)
        told.append((statement, {**facts, "part_of_id": whole.pk if is_part and whole else None}))
        whole = whole if is_part else statement
    return record_told(StatementVersion, told, disaster=disaster, by=by)
