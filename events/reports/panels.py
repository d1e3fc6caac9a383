"""The report of an event as its page shows it, and how it stands for those who write it."""

from django.urls import reverse

from common.audit_log.queries import entries_of
from common.text import render_body
from events.events.models import Event
from events.events.panels import DeskPanel
from events.reports.models import EventReport
from events.reports.rules import TAKEN_BACK, why_not_over


def published_report(event: Event) -> EventReport | None:
    """The report once it is published; an unpublished one stands on no page but its own form."""
    report = getattr(event, "report", None)
    if report is None or not report.is_published:
        return None
    report.text = render_body(report.body)
    return report


def desk_panel(event: Event, counts) -> DeskPanel:
    """Whether it is public, or why not yet; a draft of what is over waits for its publication."""
    report = getattr(event, "report", None)
    edit = reverse("events:report-edit", args=[event.pk])
    links = [("開催報告を開く" if report else "開催報告を書く", edit)]
    if report is None or report.is_published:
        return DeskPanel("report", "開催報告", [_state(event, report)], links, [])
    newest = entries_of(event).filter(verb__startswith="events.report_").first()
    waiting = []
    if newest and newest.verb == TAKEN_BACK:
        waiting = ["日程や開催の状況が変わったため、開催報告を下書きに戻しました。"]
    elif report.body and not why_not_over(event):
        waiting = ["開催報告が下書きのままです。"]
    return DeskPanel("report", "開催報告", [_state(event, report)], links, [(line, edit) for line in waiting])


def _state(event: Event, report: EventReport | None) -> str:
    if report and report.is_published:
        return "公開しています。"
    return why_not_over(event) or ("下書きです。" if report else "まだ書いていません。")
