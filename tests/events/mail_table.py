"""The mails of this room: how each comes about, and what makes it untrue."""

import datetime

from common.spreadsheets.reading import Row, Table
from events.events.models import Event
from events.open_data.actions import commit_events, compare_events
from events.open_data.emails import EventsImported
from events.open_data.models import EventImport
from events.publication import actions
from events.publication.emails import EventPublished, EventReturned, EventSubmitted
from members.import_export.actions import fingerprint
from tests.mails import MailLine


def _draft(request) -> Event:
    officer = request.getfixturevalue("officer")
    facts = {"title": "堺の催し", "kind": "exhibition", "starts_on": datetime.date(2026, 1, 9)}
    return Event.objects.create(owner=officer.organization, **facts)


def _submitted(request) -> Event:
    return actions.submit_event(event=_draft(request), by=request.getfixturevalue("officer"))


def _returned(request, mail=None) -> Event:
    event = Event.objects.filter(submitted_at__isnull=False).first() or _submitted(request)
    by = request.getfixturevalue("secretariat")
    return actions.return_event(event=event, by=by, note="会場を入力してください。")


def _published(request) -> Event:
    by = request.getfixturevalue("secretariat")
    return actions.publish_event(event=_submitted(request), by=by)


def _handed_in_again(request, mail):
    actions.submit_event(event=mail.about, by=request.getfixturevalue("officer"))


def _withdrawn(request, mail):
    actions.withdraw_event(event=mail.about, by=request.getfixturevalue("secretariat"))


def _told_submitted(request) -> EventSubmitted:
    event = _submitted(request)
    return EventSubmitted(event, at=event.submitted_at.isoformat())


def _told_returned(request) -> EventReturned:
    event = _returned(request)
    return EventReturned(event, edition=event.edition)


def _told_imported(request) -> EventsImported:
    officer = request.getfixturevalue("officer")
    cells = {"ID": "1", "イベント名": "堺の催し", "開始日": "2026-01-09"}
    table = Table(list(cells), [Row(2, list(cells.values()))])
    found = compare_events(table=table, left_out=[], file_name="event.csv", by=officer)
    commit_events(sheet_import=found, seen=fingerprint(found.report), by=officer)
    return EventsImported(EventImport.objects.get())


def _all_decided(request, mail):
    for event in mail.about.waiting_events():
        actions.publish_event(event=event, by=request.getfixturevalue("secretariat"))


MAILS = {
    "events.events_imported": MailLine(_told_imported, _all_decided),
    "events.event_submitted": MailLine(_told_submitted, _returned),
    "events.event_returned": MailLine(_told_returned, _handed_in_again),
    "events.event_published": MailLine(lambda request: EventPublished(_published(request)), _withdrawn),
}
