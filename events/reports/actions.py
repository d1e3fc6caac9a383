"""Writing the report of an event (開催報告), publishing it and taking it back."""

from django.db import transaction
from django.utils import timezone

from common.attachments.actions import replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from common.versions import version_of
from events.events.actions import get_event_to_edit
from events.events.models import Event
from events.reports.models import EventReport

COLUMNS = ("body",)


def _locked(event: Event, by) -> EventReport:
    return EventReport.objects.get_or_create(event=get_event_to_edit(event, by))[0]


@transaction.atomic
def save_report(*, event: Event, by, body: str, files, version: str = "") -> EventReport:
    """Keep the text and exactly these files. Raises StaleVersion where somebody saved since `version`."""
    report = _locked(event, by)
    if version and version != version_of(report, COLUMNS):
        raise StaleVersion(report)
    report.body = body
    report.save()
    replace_files(files, to=report)
    record(by=by, verb="events.report_edited", obj=event)
    refresh_index(report)
    return report


@transaction.atomic
def publish_report(*, event: Event, by) -> None:
    """Show it on the page of its event. Raises ActionRefused where there is nothing to read yet."""
    report = _locked(event, by)
    if not report.body.strip():
        raise ActionRefused("開催の様子を入力して保存してから、公開してください。")
    bare = [file for file in files_of(report) if file.is_picture and not (file.alt and file.rights)]
    if bare:
        raise ActionRefused("写真の説明と権利の表示を入力してから、公開してください。")
    if report.published_at is None:
        _set_publication(report, timezone.now(), by, "events.report_published")


@transaction.atomic
def withdraw_report(*, event: Event, by) -> None:
    """Take it from the page again; what was written stays."""
    report = _locked(event, by)
    if report.published_at is not None:
        _set_publication(report, None, by, "events.report_withdrawn")


def _set_publication(report: EventReport, at, by, verb: str) -> None:
    report.published_at, report.published_by = at, by if at else None
    report.save()
    record(by=by, verb=verb, obj=report.event)
    refresh_index(report, narrowed=at is None)
