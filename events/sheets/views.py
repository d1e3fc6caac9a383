"""The sheet of a body: written by its people, confirmed by those who run the event, read by the public."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.models import StoredFile
from common.attachments.queries import files_of, set_files
from common.audit_log.queries import entries_of
from common.forms import carried_out
from common.japanese_calendar import wareki
from common.page_cache.caching import cached_for_visitors
from common.pages import form_page, outcome_shown
from common.pagination import paginate
from common.text import render_body
from events.events.models import Event
from events.events.rules import can_create_event
from events.events.views import event_to_edit
from events.participations.models import Participation, ParticipationRole
from events.participations.queries import participation_of
from events.sheets import actions
from events.sheets.forms import ContactForm, SheetDeadlineForm, SheetForm, SheetReturnForm
from events.sheets.models import ExhibitorSheet
from events.sheets.queries import (
    events_to_confirm,
    next_submitted,
    public_sheet_of,
    public_sheets,
    sheet_of,
    sheets_of_body,
)
from events.sheets.rules import NOT_SHOWN, speaks_for_participant, why_not_write
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

NAMES = "local_government", "organization__local_government"
BODIES = (Participation, ParticipationRole, LocalGovernment, Organization)
SHOWN = "participation__local_government", "participation__organization"
PER_PAGE = 24


@require_safe
@members_only
def sheet_list(request):
    """The own body's, and events whose sheets wait for the user."""
    writes = can_create_event(request.user)
    to_confirm = events_to_confirm(request.user) if writes else []
    sheets = sheets_of_body(request.user.organization)
    context = {"rows": sheets, "to_confirm": to_confirm, "writes": writes}
    return render(request, "events/sheets/sheet_list.html", context)


def _own_part(request, pk: int) -> Participation:
    """How the user's organisation takes part in an event that they see."""
    events = Event.objects.visible_to(request.user).select_related("owner", "exhibitor_call")
    event = get_object_or_404(events, pk=pk)
    part = participation_of(request.user.organization, event) if request.user.organization else None
    if part is None or part.pk is None or not speaks_for_participant(request.user, part):
        raise PermissionDenied(NOT_SHOWN)
    part.event = event
    return part


@resumes_after_login
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def sheet_edit(request, pk):
    """The own body's."""
    part = _own_part(request, pk)
    sheet = sheet_of(part)
    form = SheetForm(typed_data(request), request.FILES or None, row=sheet, by=request.user)
    is_sent = request.method == "POST" and form.is_valid()
    save = partial(actions.save_sheet, participation=part, by=request.user)
    if is_sent and carried_out(form, save, **form.facts):
        submitted = "紹介シートを提出しました。" if form.submits else "紹介シートを下書きとして保存しました。"
        messages.success(request, submitted)
        return redirect("events:sheet-edit", pk)
    context = {"event": part.event, "sheet": sheet, "files": files_of(sheet) if sheet.pk else []}
    context["closed"] = why_not_write(sheet)
    return form_page(request, "events/sheets/sheet_edit.html", form, **context)


def _part(request, pk: int, part: int) -> Participation:
    """Of an event that the user runs."""
    event = event_to_edit(request, pk)
    row = get_object_or_404(event.participations.select_related(*NAMES), pk=part)
    row.event = event
    return row


@require_safe
def sheet_detail(request, pk, part):
    return _sheet_page(request, _part(request, pk, part))


def _sheet_page(request, part: Participation, **returned):
    """With the form that came back with an error."""
    sheet = sheet_of(part)
    context = {
        "event": part.event,
        "part": part,
        "sheet": sheet,
        "body": render_body(sheet.body),
        "files": files_of(sheet) if sheet.pk else [],
        "entries": entries_of(sheet)[:30] if sheet.pk else [],
        "return_form": SheetReturnForm(),
        "deadline_form": SheetDeadlineForm(initial={"due_on": sheet.due_on}),
        "contact_form": None if part.organization_id else ContactForm(row=part),
    }
    is_stale = any(getattr(form, "is_stale", False) for form in returned.values())
    status = 409 if is_stale else 400 if returned else 200
    return render(request, "events/sheets/sheet_detail.html", context | returned, status=status)


@require_POST
def sheet_confirm(request, pk, part):
    """Then on to the next one that waits."""
    row = _part(request, pk, part)
    edition = request.POST.get("edition", "")
    seen = int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 10 else 0
    with outcome_shown(request, f"{row}の紹介シートを確認済にしました。"):
        actions.confirm_sheet(participation=row, by=request.user, edition=seen)
    waiting = next_submitted(row.event)
    return redirect("events:sheet-detail", pk, waiting.participation_id if waiting else part)


@require_POST
def sheet_return(request, pk, part):
    row = _part(request, pk, part)
    form = SheetReturnForm(request.POST)
    action = partial(actions.return_sheet, participation=row, by=request.user)
    if form.is_valid() and carried_out(form, action, **form.cleaned_data):
        messages.success(request, f"{row}に差し戻しました。メールで知らせます。")
        return redirect("events:sheet-detail", pk, part)
    return _sheet_page(request, row, return_form=form)


@require_POST
def sheet_deadline(request, pk, part):
    row = _part(request, pk, part)
    form = SheetDeadlineForm(request.POST)
    action = partial(actions.move_sheet_deadline, participation=row, by=request.user)
    before = getattr(row, "sheet", None)
    if form.is_valid() and carried_out(form, action, refused_at="due_on", **form.cleaned_data):
        if before and before.due_on == form.cleaned_data["due_on"]:
            messages.info(request, f"{row}の提出期限は、もう{wareki(before.due_on)}です。")
        else:
            messages.success(request, f"{row}の提出期限を変えました。メールで知らせます。")
        return redirect("events:sheet-detail", pk, part)
    return _sheet_page(request, row, deadline_form=form)


@require_POST
def sheet_contact(request, pk, part):
    """The address of a body that is no member."""
    row = _part(request, pk, part)
    form = ContactForm(request.POST, row=row)
    action = partial(actions.save_contact, participation=row, by=request.user)
    if form.is_valid() and carried_out(form, action, values=form.typed, version=form.cleaned_data["version"]):
        messages.success(request, f"{row}の連絡先を保存しました。")
        return redirect("events:sheet-detail", pk, part)
    return _sheet_page(request, row, contact_form=form)


@cached_for_visitors(Event, ExhibitorSheet, StoredFile, *BODIES)
def introduction_list(request, pk):
    """What all bodies of an event say of themselves; `body` in the query: that one alone."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    asked = request.GET.get("body", "")[:18]
    alone = asked.isascii() and asked.isdigit()
    sheets = public_sheet_of(event, int(asked)).select_related(*SHOWN) if alone else public_sheets(event)
    page = paginate(sheets, request, PER_PAGE)
    if not page.rows:
        raise Http404
    set_files(page.rows)
    context = {"event": event, "page": page, "alone": alone}
    return render(request, "events/sheets/introduction_list.html", context)
