"""What a report holds, for two who write it at once."""

from events.events.models import Event
from events.headcounts.actions import counts_of
from events.headcounts.models import Headcount
from events.reports.models import EventReport


def saved_values(event: Event, report: EventReport | None) -> dict:
    """What the form shows of it, field by field."""
    values = {"body": report.body if report else ""}
    counts = counts_of(event)
    for basis in Headcount.Basis.values:
        values[f"number_{basis}"], values[f"words_{basis}"] = counts.get(basis, (None, ""))
    return values
