"""The programme of an event, part by part."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.queries import files_of, set_files
from common.attachments.views import file_descriptions_page
from common.forms import carried_out
from common.pages import form_page
from events.events.models import Event
from events.events.rules import can_edit_event
from events.events.views import event_to_edit
from events.programmes.actions import delete_part, save_part
from events.programmes.forms import ProgrammePartForm
from events.programmes.models import ProgrammePart
from members.access.resume_after_login import pop_stored_form, resumes_after_login, typed_data


@require_safe
def programme_list(request, pk):
    event = event_to_edit(request, pk)
    parts = list(event.programme_parts.prefetch_related("speakers"))
    set_files(parts)
    return render(request, "events/programmes/programme_list.html", {"event": event, "rows": parts})


@resumes_after_login
@require_http_methods(["GET", "POST"])
def programme_part_new(request, pk):
    event = event_to_edit(request, pk)
    form = ProgrammePartForm(typed_data(request), request.FILES or None, event=event, by=request.user)
    url = ""
    if request.method == "POST" and form.is_valid():
        url = form.make_once(partial(_save, form, event, None, request.user))
    if url:
        messages.success(request, "プログラムを追加しました。")
        return redirect(url)
    return form_page(request, "events/programmes/programme_part.html", form, event=event)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def programme_part_edit(request, pk, part):
    event = event_to_edit(request, pk)
    row = get_object_or_404(event.programme_parts, pk=part)
    form = ProgrammePartForm(
        typed_data(request), request.FILES or None, event=event, row=row, by=request.user
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and carried_out(form, partial(_save, form, event, row, request.user)):
        messages.success(request, "プログラムを保存しました。")
        return redirect(_after_saving(row))
    return form_page(request, "events/programmes/programme_part.html", form, event=event, part=row)


def _save(form: ProgrammePartForm, event: Event, part, by) -> str:
    row = save_part(
        event=event,
        part=part,
        by=by,
        values=form.typed,
        speakers=form.people,
        files=form.stored_files,
        version=form.cleaned_data["version"],
    )
    return _after_saving(row)


def _after_saving(part: ProgrammePart) -> str:
    """Pictures without a text or rights come first, then the list."""
    if any(file.is_picture and not file.is_described for file in files_of(part)):
        return reverse("events:programme-part-files", args=[part.event_id, part.pk])
    return reverse("events:programme-list", args=[part.event_id])


@resumes_after_login
def programme_part_files(request, pk, part):
    """What the pictures of a part show, and whose they are."""
    row = get_object_or_404(event_to_edit(request, pk).programme_parts, pk=part)
    return file_descriptions_page(
        request,
        owner=row,
        title=row.title,
        back=reverse("events:programme-list", args=[pk]),
        may=lambda user, owner: can_edit_event(user, owner.event),
        kept=pop_stored_form(request),
        public=True,
    )


@require_POST
def programme_part_delete(request, pk, part):
    event = event_to_edit(request, pk)
    if row := event.programme_parts.filter(pk=part).first():
        delete_part(event=event, part=row, by=request.user)
        messages.success(request, "プログラムから削除しました。")
    return redirect("events:programme-list", pk)
