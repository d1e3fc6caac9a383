"""The page on which organisers write the report of their event."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from common.attachments.views import file_descriptions_page
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from events.events.models import Event
from events.events.rules import can_edit_event
from events.events.views import event_to_edit
from events.reports import actions
from events.reports.forms import ReportForm
from events.reports.models import EventReport
from events.reports.rules import why_not_over


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request, pk):
    event = event_to_edit(request, pk)
    report = EventReport.objects.filter(event=event).first()
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*data, event=event, row=report, by=request.user)
    if request.method == "POST" and _saved(form, event, request.user):
        messages.success(request, "開催報告を保存しました。")
        return redirect("events:report-edit", pk)
    context = {"event": event, "report": report, "too_early": why_not_over(event)}
    return form_page(request, "events/reports/report_edit.html", form, **context)


def _saved(form: ReportForm, event: Event, user) -> bool:
    if not form.is_valid():
        return False
    facts = {"event": event, "by": user, "files": form.stored_files, "counts": form.counts}
    return carried_out(form, actions.save_report, **facts, **form.typed, version=form.cleaned_data["version"])


@require_http_methods(["GET", "HEAD", "POST"])
def report_files(request, pk):
    """What the pictures of the report show."""
    event = event_to_edit(request, pk)
    report = get_object_or_404(EventReport, event=event)

    def may(user, row):
        return can_edit_event(user, row.event)

    back = f"{event.get_absolute_url()}report/"
    return file_descriptions_page(request, owner=report, title=str(report), back=back, may=may, public=True)


@require_POST
def report_publish(request, pk):
    with outcome_shown(request, "開催報告を公開しました。"):
        actions.publish_report(event=event_to_edit(request, pk), by=request.user)
    return redirect("events:report-edit", pk)


@require_POST
def report_withdraw(request, pk):
    with outcome_shown(request, "開催報告を下書きに戻しました。"):
        actions.withdraw_report(event=event_to_edit(request, pk), by=request.user)
    return redirect("events:report-edit", pk)
