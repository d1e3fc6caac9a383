"""Cancelling, postponing, moving an event."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.forms import carried_out
from common.pages import form_page
from events.events.views import event_to_edit
from events.holding.actions import change_holding
from events.holding.forms import HoldingForm
from members.access.resume_after_login import resumes_after_login, typed_data


@resumes_after_login
@require_http_methods(["GET", "POST"])
def event_holding(request, pk):
    event = event_to_edit(request, pk)
    initial = {"holding": event.holding, "note": event.holding_note}
    if event.holding == event.Holding.RESCHEDULED:
        initial |= {"starts_on": event.starts_on, "ends_on": event.ends_on}
    form = HoldingForm(typed_data(request), initial=initial)
    facts = {"event": event, "by": request.user}
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and carried_out(form, change_holding, **facts, **form.cleaned_data):
        messages.success(request, "開催の状況を保存しました。")
        return redirect(reverse("events:event-desk", args=[pk]))
    return form_page(request, "events/holding/event_holding.html", form, event=event)
