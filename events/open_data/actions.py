"""Files of events taken in."""

from django.db import transaction

from events.open_data.emails import EventsImported
from events.open_data.models import EventImport
from events.open_data.rules import can_commit_events
from members.import_export.actions import commit_sheet


@transaction.atomic
def commit_events(*, sheet_import: EventImport, seen: str, by) -> bool:
    """Write them, as `commit_sheet` does; of an organisation the secretariat is told once for all of them."""
    written = commit_sheet(sheet_import=sheet_import, seen=seen, by=by, may=can_commit_events)
    if written and sheet_import.organization_id and sheet_import.counts.get("new"):
        EventsImported.send(sheet_import)
    return written
