"""Writing an event: new, or one that is there."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.attachments.queries import files_of, undescribed_pictures
from common.attachments.views import file_descriptions_page
from common.forms import carried_out
from common.pages import form_page
from events.editing.actions import save_event
from events.editing.forms import VENUE_FIELDS, EventForm
from events.events.models import Event
from events.events.rules import can_create_event, can_edit_event
from events.events.views import event_to_edit
from members.access.resume_after_login import pop_stored_form, resumes_after_login, typed_data


@resumes_after_login
@require_http_methods(["GET", "POST"])
def event_new(request):
    if not can_create_event(request.user):
        raise PermissionDenied("イベントは、事務局と会員の担当者が登録できます。")
    form = EventForm(typed_data(request), request.FILES or None, by=request.user)
    url = ""
    if request.method == "POST" and form.is_valid():
        url = form.make_once(lambda: _after_saving(_save(form, None, request.user)))
    if url:
        messages.success(request, "イベントの下書きを保存しました。")
        return redirect(url)
    return form_page(request, "events/editing/event_form.html", form)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def event_edit(request, pk):
    event = event_to_edit(request, pk)
    form = EventForm(typed_data(request), request.FILES or None, by=request.user, event=event)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and carried_out(form, partial(_save, form, event, request.user)):
        messages.success(request, "イベントの内容を保存しました。")
        return redirect(_after_saving(event))
    return form_page(request, "events/editing/event_form.html", form, event=event)


def _save(form: EventForm, event: Event | None, by) -> Event:
    cleaned = form.cleaned_data
    return save_event(
        event=event,
        by=by,
        values=form.values,
        hosts=form.hosts,
        rules=form.rules,
        special_days=form.special,
        bodies=cleaned.get("bodies") if "bodies" in form.fields else None,
        files=form.stored_files,
        new_venue={column: cleaned.get(name) or "" for name, column in VENUE_FIELDS.items()},
        new_series=cleaned.get("series_name") or "",
        version=cleaned.get("version"),
    )


def _after_saving(event: Event) -> str:
    """Pictures without a text or rights come first, then the desk."""
    bare = undescribed_pictures(files_of(event))
    return reverse("events:event-files" if bare else "events:event-desk", args=[event.pk])


@resumes_after_login
def event_files(request, pk):
    """添付ファイルの説明 of the event's pictures and documents."""
    event = event_to_edit(request, pk)
    back = reverse("events:event-desk", args=[pk])
    return file_descriptions_page(
        request,
        owner=event,
        title=event.title,
        back=back,
        may=can_edit_event,
        kept=pop_stored_form(request),
        public=True,
    )
