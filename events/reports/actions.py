"""Writing the report of an event (開催報告), publishing it and taking it back."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from common.attachments.actions import replace_files
from common.attachments.queries import files_of, undescribed_pictures
from common.audit_log.actions import record
from common.publication.actions import NOT_PUBLIC
from common.refusals import ActionRefused, NothingToDo, StaleVersion
from common.search.actions import refresh_index
from common.versions import read_version
from events.events.actions import get_event_to_edit
from events.events.differences import file_changes, pair_in_words
from events.events.models import Event
from events.headcounts.actions import counts_of, write_headcounts
from events.reports.models import EventReport
from events.reports.rules import TAKEN_BACK, saved_values, why_not_over


def _locked(event: Event, by) -> EventReport:
    return EventReport.objects.get_or_create(event=get_event_to_edit(event, by))[0]


@transaction.atomic
def save_report(
    *, event: Event, by, body: str, counts: Mapping[str, tuple[int, str]], files, version: str = ""
) -> EventReport:
    """Keep the text, the numbers ({basis: (number, words)}) and exactly these files.

    Raises StaleVersion where somebody saved something else since `version`; a second click is none.
    """
    report = _locked(event, by)
    now = saved_values(event, report)
    is_same = report.body == body and counts_of(event) == dict(counts)
    if version and version != read_version(now) and not is_same:
        raise StaleVersion(report)
    changes = {} if report.body == body else {"開催の様子": pair_in_words(report.body, body)}
    report.body, had = body, files_of(report)
    report.save()
    counted = write_headcounts(event, counts)
    if counted:
        Event.objects.filter(pk=event.pk).update(changed_at=timezone.now())
    changes |= counted | file_changes(had, replace_files(files, to=report))
    record(by=by, verb="events.report_edited", obj=event, changes=changes)
    refresh_index(report)
    return report


@transaction.atomic
def publish_report(*, event: Event, by) -> None:
    """Show it on the page of its event. Raises ActionRefused before its end, or where nothing is to read."""
    report = _locked(event, by)
    if report.published_at is not None:
        return
    if sentence := why_not_over(report.event):
        raise ActionRefused(sentence)
    if not report.body.strip():
        raise ActionRefused("開催の様子を入力して保存してから、公開してください。")
    if undescribed_pictures(files_of(report)):
        raise ActionRefused("写真の説明と権利の表示を入力してから、公開してください。")
    _set_publication(report, timezone.now(), by, "events.report_published")


@transaction.atomic
def withdraw_report(*, event: Event, by) -> None:
    """Take it from the page again; what was written stays."""
    report = _locked(event, by)
    if report.published_at is None:
        raise NothingToDo(f"開催報告は、{NOT_PUBLIC}")
    _set_publication(report, None, by, "events.report_withdrawn")


def take_back_early_reports(events: Iterable[Event], *, by) -> None:
    """After a change of these events: no report stays public of what is not over, or is not held."""
    reports = EventReport.objects.filter(event__in=events, published_at__isnull=False)
    for report in reports.select_related("event"):
        if why_not_over(report.event):
            _set_publication(report, None, by, TAKEN_BACK)


def _set_publication(report: EventReport, at, by, verb: str) -> None:
    report.published_at, report.published_by = at, by if at else None
    report.save()
    record(by=by, verb=verb, obj=report.event)
    refresh_index(report, narrowed=at is None)
