"""What the page of one disaster shows: its records by kind, sums that may be formed, and numbered sources."""

from disaster.disasters.models import Disaster
from disaster.support_records import totals


def disaster_context(disaster: Disaster) -> dict[str, object]:
    """Five queries whatever the number of records."""
    payments, dispatches, goods, others = (
        list(getattr(disaster, name).select_related("recipient_government"))
        for name in ("payments", "dispatches", "goods", "others")
    )
    areas = list(disaster.affected_areas.select_related("local_government"))
    records = [*payments, *dispatches, *goods, *others]
    sources = _sources([*records, disaster])
    for record in records:
        record.source_number = sources[record.source]
    return {
        "disaster": disaster,
        "areas": areas,
        "payments": payments,
        "payment_totals": totals.payment_totals(payments),
        "dispatches": dispatches,
        "dispatch_totals": totals.dispatch_totals(dispatches),
        "goods": goods,
        "others": others,
        "sources": [(number, text) for text, number in sources.items()],
    }


def _sources(rows) -> dict[str, int]:
    """Each source once, numbered in the order of its first use."""
    return {text: number for number, text in enumerate(dict.fromkeys(row.source for row in rows), 1)}
