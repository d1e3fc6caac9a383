"""Buttons of the desk: hand in, publish, set a time, send back, withdraw."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.forms import carried_out
from common.pages import outcome_shown, show_page
from common.publication.forms import ScheduleForm
from events.events.views import event_to_edit
from events.publication import actions
from events.publication.forms import ReturnForm


def _done(request, pk: int, action, words: str) -> HttpResponse:
    event = event_to_edit(request, pk)
    with outcome_shown(request, words):
        action(event=event, by=request.user)
    return redirect(reverse("events:event-desk", args=[pk]))


@require_POST
def event_submit(request, pk):
    return _done(request, pk, actions.submit_event, "提出しました。事務局が確かめて公開します。")


@require_POST
def event_publish(request, pk):
    return _done(request, pk, actions.publish_event, "公開しました。")


@require_POST
def event_unschedule(request, pk):
    return _done(request, pk, actions.unschedule_event, "公開の予約を取り消しました。")


@require_POST
def event_withdraw(request, pk):
    return _done(request, pk, actions.withdraw_event, "公開を取り下げました。下書きに戻っています。")


@require_POST
def event_schedule(request, pk):
    event = event_to_edit(request, pk)
    form = ScheduleForm(request.POST)
    if form.is_valid() and carried_out(
        form, actions.schedule_event, refused_at="day", event=event, by=request.user, at=form.moment
    ):
        return redirect(reverse("events:event-desk", args=[pk]))
    return show_page(request, event, schedule_form=form)


@require_POST
def event_return(request, pk):
    event = event_to_edit(request, pk)
    form = ReturnForm(request.POST)
    if form.is_valid() and carried_out(
        form, actions.return_event, event=event, by=request.user, note=form.cleaned_data["note"]
    ):
        return redirect(reverse("events:event-desk", args=[pk]))
    return show_page(request, event, return_form=form)
