"""The page of one event."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, set_files
from common.links.panels import links_panel
from common.links.registry import public_linked_models
from common.page_cache.caching import cached_for_visitors
from common.text import one_line, render_body
from events.calls.models import ExhibitorCall
from events.cards.models import EventCard
from events.cards.panels import sharing_of
from events.event_page.panels import EventPanels
from events.event_page.participants import TABLES, participants_of
from events.event_page.queries import event_with_rows
from events.events.models import Event
from events.events.rules import can_edit_event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.opening_hours.status import status_of
from events.programmes.models import ProgrammePart, Speaker
from events.programmes.panels import programme_days
from events.reports.models import EventReport
from events.reports.panels import published_report
from events.series.models import EventSeries
from events.sheets.models import ExhibitorSheet
from events.sheets.panels import introductions
from events.venues.models import Venue
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from sign_ups.slots.panels import slots_panel

ROWS = (EventHost, Venue, Headcount, OpeningRule, SpecialDay, ProgrammePart, Speaker, EventSeries)
RECORDS = (EventReport, EventCard, ExhibitorCall, ExhibitorSheet, StoredFile, Slot, SignUp)
detail_page = cached_for_visitors(Event, *ROWS, *RECORDS, *TABLES, *public_linked_models())


@detail_page
def event_detail(request, pk):
    event = event_with_rows(request.user, pk)
    if event is None:
        raise Http404
    report, parts = published_report(event), event.programme_parts.all()
    sheets, introduced = introductions(event)
    event.files = []
    set_files([*([event] if event.has_files else []), *([report] if report else []), *parts, *sheets])
    status = status_of(event, timezone.now())
    sign_ups = slots_panel(event, request.user, has_slots=event.has_slots)
    context = {
        "event": event,
        "status": status,
        "panels": EventPanels(event),
        "sign_ups": sign_ups,
        "sharing": sharing_of(event),
        "summary": render_body(event.summary),
        "body": render_body(event.body),
        "programme": programme_days(parts, drafted=not event.is_published),
        "participants": participants_of(request.user, pk, one_line(request.GET.get("body", ""))[:60]),
        "sheets": sheets,
        "introduced": introduced,
        "content": files_by_kind(event.files, drafted=not event.is_published),
        "report": report,
        "told": files_by_kind(report.files if report else []),
        "may_edit": can_edit_event(request.user, event),
        "links": links_panel(event, request.user, is_linked=event.is_linked),
    }
    response = render(request, "events/event_page/event_detail.html", context)
    response.kept_until = min(filter(None, (status.until, sign_ups.until)), default=None)
    return response
