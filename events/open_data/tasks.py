from events.open_data.emails import EventsImported
from events.open_data.models import EventImport
from events.open_data.rules import can_commit_events
from members.import_export.tasks import takes_in


@takes_in(EventImport, may=can_commit_events)
def tell_secretariat(event_import: EventImport) -> None:
    """Of an organisation's new events, once for all of them: they wait for approval."""
    if event_import.organization_id and event_import.counts.get("new"):
        EventsImported.send(event_import)
