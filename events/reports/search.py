"""What search finds of a published report: under its event, on whose page it stands."""

from common.attachments.search import search_parts_of
from common.search.registry import TextUnder, register_searchable
from events.reports.models import EventReport


def describe(report: EventReport) -> TextUnder | None:
    if not report.is_published or not report.event.is_published:
        return None
    return TextUnder(
        place="開催報告",
        body=report.body,
        url=report.get_absolute_url(),
        date=report.event.starts_on,
        files=search_parts_of(report),
    )


register_searchable(
    EventReport, describe, under="event", rows=EventReport.objects.select_related("event").all
)
