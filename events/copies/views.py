"""The next time of an event."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.audit_log.queries import entries_of
from common.pages import form_page
from events.copies.actions import copy_event
from events.copies.forms import CopyForm
from events.copies.rules import why_not_copy
from events.events.models import Event
from events.events.views import event_to_edit
from events.participations.models import Role


@require_http_methods(["GET", "HEAD", "POST"])
def event_copy(request, pk):
    event = event_to_edit(request, pk)
    if sentence := why_not_copy(event):
        messages.error(request, sentence)
        return redirect("events:event-desk", pk)
    form = CopyForm(request.POST if request.method == "POST" else None, event=event)
    url = ""
    if request.method == "POST" and form.is_valid():
        url = form.make_once(lambda: _copied(form, event, request.user), refused_at="starts_on")
    if url:
        return redirect(url)
    return form_page(request, "events/copies/event_copy.html", form, event=event)


def _copied(form: CopyForm, event: Event, by) -> str:
    role = form.cleaned_data.get("role") or Role.PANEL
    copy = copy_event(event=event, by=by, starts_on=form.cleaned_data["starts_on"], role=role)
    return reverse("events:event-copied", args=[copy.pk])


@require_safe
def event_copied(request, pk):
    """What came along and what did not, as it was when the copy was made."""
    event = event_to_edit(request, pk)
    entry = entries_of(event).filter(verb="events.event_copied").first()
    if entry is None:
        raise Http404
    context = {"event": event, "source": event.copied_from, "report": entry.facts}
    return render(request, "events/copies/event_copied.html", context)
