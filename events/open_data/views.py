"""Events as the open-data file that municipalities keep: in after a look at what would change, and out."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from common.spreadsheets.writing import csv_response
from common.uploads import names
from events.event_lists.filters import EventFilter
from events.events.models import Event
from events.open_data import actions, rules
from events.open_data.event_sheet import EventSheet
from events.open_data.forms import EventFileForm
from events.open_data.models import EventImport
from members.import_export.actions import commit_sheet, discard_sheet, fingerprint
from members.member_sheets.plan import STATE_LABELS
from members.member_sheets.spreadsheets import template_response

STEPS = ["ファイルを選ぶ", "内容を確かめる", "取込み完了"]
PER_PAGE = 50
CHANGED_SINCE = (
    "確かめた後に、登録内容が変わりました。まだ何も書き込んでいません。"
    "下の新しい内容を確かめてから、もう一度「この内容で取り込む」を押してください。"
)
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
    own = None if request.user.is_secretariat else request.user.section.organization.local_government
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EventFileForm(*typed, own_code=own.code if own else "")
    if form.is_valid():
        return redirect(form.run_once(lambda: _compare_posted(form, request.user)))
    imports = EventImport.objects.visible_to(request.user).select_related("by").defer("table", "report")
    context = {"steps": STEPS, "own": own, "sheet": EventSheet, "page": paginate(imports, request)}
    return form_page(request, "events/open_data/event_import_create.html", form, **context)


def _compare_posted(form, by) -> str:
    name = names.safe_file_name(form.cleaned_data["file"].name, "")
    found = actions.compare_events(table=form.table, left_out=form.left_out, file_name=name, by=by)
    return found.get_absolute_url()


@importers_only
@require_safe
def event_import_template(request):
    return template_response(EventSheet)


def _import(request, pk):
    imports = EventImport.objects.visible_to(request.user).select_related("by").defer("table")
    return get_object_or_404(imports, pk=pk)


@importers_only
@require_safe
def event_import_detail(request, pk):
    event_import = _import(request, pk)
    counts, state = event_import.counts, request.GET.get("state", "")
    if state not in STATE_LABELS:
        state = next((key for key in STATE_LABELS if counts.get(key)), "same")
    lines = [line for line in event_import.report if line["state"] == state]
    words = [(key, word) for key, word in STATE_LABELS.items() if counts.get(key) or key == state]
    context = {
        "import": event_import,
        "tabs": state_tabs(words, state, {state: 0} | counts),
        "state": state,
        "word": STATE_LABELS[state],
        "page": paginate(lines, request, per_page=PER_PAGE),
        "steps": STEPS,
        "can_commit": rules.can_commit_events(request.user, event_import),
        "seen": fingerprint(event_import.report),
    }
    return render(request, "events/open_data/event_import_detail.html", context)


@importers_only
@require_POST
def event_import_commit(request, pk):
    event_import = _import(request, pk)
    if event_import.by_id != request.user.pk:
        raise PermissionDenied
    seen = {"seen": request.POST.get("seen", ""), "by": request.user, "may": rules.can_commit_events}
    try:
        written = commit_sheet(sheet_import=event_import, **seen)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if not written:
            messages.warning(request, CHANGED_SINCE)
    return redirect(event_import)


@importers_only
@require_POST
def event_import_discard(request, pk):
    event_import = _import(request, pk)
    if event_import.by_id != request.user.pk:
        raise PermissionDenied
    with outcome_shown(request, "取込みをやめました。何も書き込んでいません。"):
        discard_sheet(sheet_import=event_import, by=request.user)
        return redirect("events:event-import-create")
    return redirect(event_import)
