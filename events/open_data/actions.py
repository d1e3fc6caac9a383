"""Files of events taken in."""

from django.db import transaction

from common.spreadsheets.reading import Table
from events.open_data.emails import EventsImported
from events.open_data.models import EventImport
from events.open_data.rules import can_commit_events
from members.import_export.actions import commit_sheet, compare_sheet


def compare_events(*, table: Table, left_out: list[str], file_name: str, by) -> EventImport:
    """Compare the rows with the events there are, and keep both for a day; nothing else is written."""
    organization = None if by.is_secretariat else by.section.organization
    event_import = EventImport(by=by, organization=organization, left_out=left_out)
    return compare_sheet(sheet_import=event_import, table=table, file_name=file_name)


@transaction.atomic
def commit_events(*, sheet_import: EventImport, seen: str, by) -> bool:
    """Write them, as `commit_sheet` does; of an organisation the secretariat is told once for all of them."""
    written = commit_sheet(sheet_import=sheet_import, seen=seen, by=by, may=can_commit_events)
    if written and sheet_import.organization_id and sheet_import.counts.get("new"):
        EventsImported.send(sheet_import)
    return written
