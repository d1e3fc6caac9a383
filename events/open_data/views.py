"""Events as the open-data file that municipalities keep: in after a look at what would change, and out."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.spreadsheets.writing import csv_response
from events.event_lists.filters import EventFilter
from events.events.models import Event
from events.open_data import rules
from events.open_data.event_sheet import EventSheet
from events.open_data.forms import EventFileForm
from events.open_data.models import EventImport
from members.import_export.pages import (
    commit_posted,
    discard_posted,
    get_import,
    import_create_page,
    import_page,
    page_of_imports,
)
from members.member_sheets.spreadsheets import template_response

MAX_ROWS = 5000
CODES = [0, 1]  # columns kept as text


@login_not_required
@require_safe
def event_open_data(request):
    """Published events that fit the filter, in the columns in which they are taken in."""
    events = EventFilter.read(request.GET).in_order(Event.objects.published())
    rows = (
        [column.cell(event) for column in EventSheet.columns]
        for event in EventSheet.joined(events)[:MAX_ROWS]
    )
    return csv_response(EventSheet.title, EventSheet.titles(), rows, text_columns=CODES)


def importers_only(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not rules.can_import_events(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def event_import_create(request):
    organization = None if request.user.is_secretariat else request.user.section.organization
    own = organization.local_government if organization else None
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EventFileForm(
        *typed,
        sheet_import=EventImport(by=request.user, organization=organization),
        own_code=own.code if own else "",
    )
    return import_create_page(
        request,
        form,
        "events/open_data/event_import_create.html",
        own=own,
        sheet=EventSheet,
        page=page_of_imports(request, EventImport),
    )


@importers_only
@require_safe
def event_import_template(request):
    return template_response(EventSheet)


@importers_only
@require_safe
def event_import_detail(request, pk):
    event_import = get_import(request, EventImport, pk)
    template = "events/open_data/event_import_detail.html"
    create_url = reverse("events:event-import-create")
    return import_page(request, event_import, template, create_url=create_url)


@importers_only
@require_POST
def event_import_commit(request, pk):
    return commit_posted(request, get_import(request, EventImport, pk, own=True))


@importers_only
@require_POST
def event_import_discard(request, pk):
    event_import = get_import(request, EventImport, pk, own=True)
    return discard_posted(request, event_import, back="events:event-import-create")
