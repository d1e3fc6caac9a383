"""Files of events taken in."""

from common.spreadsheets.reading import Table
from events.open_data.models import EventImport
from members.import_export.actions import compare_sheet


def compare_events(*, table: Table, left_out: list[str], file_name: str, by) -> EventImport:
    """Compare the rows with the events there are, and keep both for a day; nothing else is written."""
    organization = None if by.is_secretariat else by.section.organization
    event_import = EventImport(by=by, organization=organization, left_out=left_out)
    return compare_sheet(sheet_import=event_import, table=table, file_name=file_name)
