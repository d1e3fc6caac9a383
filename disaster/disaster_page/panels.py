"""What the page of one disaster shows: what sources say, its records by kind, sums, and numbered sources."""

from disaster.disasters.models import Disaster
from disaster.statements.models import StatementVersion
from disaster.support_records import totals
from disaster.support_records.models import TYPES, SupportRecordVersion


def disaster_context(disaster: Disaster) -> dict[str, object]:
    """Three queries whatever the number of records."""
    records, statements = (
        list(
            model.objects.as_recorded()
            .filter(record__disaster__in=Disaster.objects.told_by(disaster))
            .select_related("record", "recipient_government")
            .order_by("record")
        )
        for model in (SupportRecordVersion, StatementVersion)
    )
    areas = list(disaster.affected_areas.select_related("local_government"))
    sources = _sources([*statements, *records, disaster])
    for told in [*records, *statements]:
        told.source_number = sources[told.source]
    return {
        "disaster": disaster,
        "areas": areas,
        "statements": statements,
        "parts": _by_type(records),
        "sources": [(number, text) for text, number in sources.items()],
    }


def _by_type(records) -> list[dict]:
    parts = []
    for name, (label, kinds) in TYPES.items():
        rows = [told for told in records if told.kind in kinds]
        if rows:
            summed = {"money": totals.payment_totals, "staff": totals.staff_totals}.get(name)
            parts.append(
                {"key": name, "label": label, "rows": rows, "totals": summed(rows) if summed else []}
            )
    return parts


def _sources(rows) -> dict[str, int]:
    """Each source once, numbered in the order of its first use."""
    return {text: number for number, text in enumerate(dict.fromkeys(row.source for row in rows), 1)}
