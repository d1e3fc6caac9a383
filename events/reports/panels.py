"""The report of an event as its page shows it."""

from common.text import render_body
from events.events.models import Event
from events.reports.models import EventReport


def published_report(event: Event) -> EventReport | None:
    """The report once it is published; an unpublished one stands on no page but its own form."""
    report = getattr(event, "report", None)
    if report is None or not report.is_published:
        return None
    report.text = render_body(report.body)
    return report
