"""Handing in, publishing now or at a set time, sending back, withdrawing."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.publication.actions import NOT_PUBLIC, NOT_SCHEDULED, PUBLIC_MEANWHILE, refuse_moment
from common.publication.models import PublicationState
from common.refusals import ActionRefused, NothingToDo
from common.search.actions import refresh_index
from events.events.actions import get_event_to_edit
from events.events.models import Event
from events.events.rules import can_publish_event, can_submit_event, publication_problem
from events.publication.emails import EventPublished, EventReturned, EventSubmitted

WAITING = ["submitted_at", "submitted_by", "publish_at", "publish_by"]
SAVED = ["state", "published_at", "published_by", "changed_at", "returned_note", "publish_problem", *WAITING]


@transaction.atomic
def submit_event(*, event: Event, by) -> Event:
    """An organisation hands its draft in; the second press changes nothing."""
    row = get_event_to_edit(event, by)
    if row.submitted_at or row.is_published:
        return row
    if not can_submit_event(by, row):
        raise PermissionDenied
    _refuse_incomplete(row)
    row.submitted_at, row.submitted_by, row.returned_note = timezone.now(), by, ""
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_submitted", obj=row)
    EventSubmitted.send(row, at=row.submitted_at.isoformat())
    return row


@transaction.atomic
def return_event(*, event: Event, by, note: str) -> Event:
    """The secretariat sends it back with what is to be mended."""
    row = _row_to_publish(event, by)
    if row.returned_note == note:
        return row  # a double click
    if row.submitted_at is None or row.is_published:
        raise ActionRefused("このイベントは、いまは承認を待っていません。")
    _end_waiting(row)
    row.returned_note = note
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_returned", obj=row, note=note)
    EventReturned.send(row, edition=row.edition)
    return row


@transaction.atomic
def publish_event(*, event: Event, by) -> Event:
    """Show it to everybody; the second press changes nothing."""
    row = _row_to_publish(event, by)
    if row.is_published:
        return row
    _refuse_incomplete(row)
    _publish(row, by)
    return row


def _publish(row: Event, by) -> None:
    # a file of open data holds hundreds: its owner finds them in their list, and gets no mail for each
    handed_in = row.submitted_at is not None and not row.open_data_number
    _end_waiting(row)
    row.state, row.published_at, row.published_by = PublicationState.PUBLISHED, timezone.now(), by
    row.returned_note = row.publish_problem = ""
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_published", obj=row)
    refresh_index(row)
    if handed_in:
        EventPublished.send(row)


@transaction.atomic
def schedule_event(*, event: Event, by, at: datetime.datetime) -> Event:
    """Publish it at this moment; another moment moves it, the same once more changes nothing."""
    row = _row_to_publish(event, by)
    if row.is_published:
        raise ActionRefused("このイベントは、もう公開されています。")
    if (row.publish_at, row.publish_by_id) == (at, by.pk):
        return row
    refuse_moment(at)
    _refuse_incomplete(row)
    row.publish_at, row.publish_by, row.publish_problem = at, by, ""
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_scheduled", obj=row, at=at.isoformat())
    return row


@transaction.atomic
def unschedule_event(*, event: Event, by) -> Event:
    """Raises NothingToDo where no day is set, or it came meanwhile."""
    row = _row_to_publish(event, by)
    if not row.publish_at:
        raise NothingToDo(PUBLIC_MEANWHILE if row.is_published else NOT_SCHEDULED)
    row.publish_at = row.publish_by = None
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_unscheduled", obj=row)
    return row


@transaction.atomic
def publish_due_event(*, event: Event) -> bool:
    """The time has come: it is published, or says on its desk why not."""
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if row.is_published or row.publish_at is None or row.publish_at > timezone.now():
        return False
    by = row.publish_by
    problem = publication_problem(row)
    if not problem and not (by.is_active and can_publish_event(by, row)):
        problem = f"予約した{by.name}さんが、いまは事務局の担当者ではありません。"
    if problem:
        row.publish_at = row.publish_by = None
        row.publish_problem = problem
        row.save(update_fields=SAVED)
        record(by=None, verb="events.event_not_published", obj=row, reason=problem)
    else:
        _publish(row, by)
    return True


@transaction.atomic
def withdraw_event(*, event: Event, by) -> Event:
    """Take it back from the public; it is a draft again."""
    row = _row_to_publish(event, by)
    if not row.is_published:
        raise NothingToDo(NOT_PUBLIC)
    row.state, row.published_at, row.published_by = PublicationState.DRAFT, None, None
    row.save(update_fields=SAVED)
    record(by=by, verb="events.event_withdrawn", obj=row)
    refresh_index(row, narrowed=True)
    return row


def _row_to_publish(event: Event, by) -> Event:
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not can_publish_event(by, row):
        raise PermissionDenied
    return row


def _refuse_incomplete(row: Event) -> None:
    if problem := publication_problem(row):
        raise ActionRefused(problem)


def _end_waiting(row: Event) -> None:
    row.submitted_at = row.submitted_by = row.publish_at = row.publish_by = None
