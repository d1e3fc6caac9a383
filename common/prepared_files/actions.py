"""How a file is requested, how its making ends (stored, failed, stopped), and how it goes after its days."""

import datetime
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar, jobs
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.prepared_files.emails import PreparedFileFinished
from common.prepared_files.models import PreparedFile
from common.refusals import ActionRefused


def request_prepared_file(
    row: PreparedFile, *, task: str, wanted: dict, refusal: str, **facts
) -> PreparedFile:
    """Save the row and have the worker make its file, by the task with its key.

    A child allows its person one at a time by a constraint: asked for once more before it is ready it is the
    same row, if that has all that is `wanted`; else ActionRefused with the refusal.
    """
    unfinished = type(row).objects.unfinished().filter(**wanted, requested_by=row.requested_by)
    if same := unfinished.first():
        return same
    try:
        with transaction.atomic():
            row.save()
            record(by=row.requested_by, verb=f"{row.VERB}_requested", obj=row, **facts)
            jobs.defer(task, pk=row.pk)
    except IntegrityError:
        if same := unfinished.first():  # pressed twice at once
            return same
        raise ActionRefused(refusal) from None
    return row


def note_progress(row: PreparedFile, **done) -> bool:
    """Show on its page how far it is; False where its making has ended meanwhile."""
    return bool(type(row).objects.unfinished().filter(pk=row.pk).update(**done))


def lock_unfinished(row: PreparedFile) -> PreparedFile | None:
    """The row as it is now, locked; None where its making has ended meanwhile."""
    return type(row).objects.select_for_update(of=("self",)).unfinished().filter(pk=row.pk).first()


@transaction.atomic
def store_prepared_file(row: PreparedFile, content: BinaryIO, *, name: str, kind: str) -> PreparedFile | None:
    """Keep what was made for its days; None where it was stopped meanwhile."""
    row = lock_unfinished(row)
    if row is None:
        return None
    file = store_generated_file(content, name=name, kind=kind, by=row.requested_by)
    attach_files([file], to=row)
    row.size = file.size
    row.expires_on = japanese_calendar.today() + datetime.timedelta(days=row.DAYS_AVAILABLE)
    finish(row, PreparedFile.State.READY)
    return row


@transaction.atomic
def fail_prepared_file(row: PreparedFile, reason: str) -> None:
    """It cannot be made; its page and the mail say why."""
    if row := lock_unfinished(row):
        finish(row, PreparedFile.State.FAILED, reason=reason)


def finish(row: PreparedFile, state: str, *, reason: str = "", by=None) -> None:
    """It ended so, in the caller's transaction; whoever requested it is told, unless they stopped it."""
    row.state, row.reason, row.finished_at = state, reason, timezone.now()
    row.save()
    record(by=by, verb=f"{row.VERB}_{state}", obj=row, size=row.size)
    if state != PreparedFile.State.STOPPED:
        PreparedFileFinished.of[type(row)].send(row)


def delete_prepared_file(row: PreparedFile) -> None:
    """Delete its file, in the caller's transaction; its line stays in the list."""
    discard_files(files_of(row))
    type(row).objects.filter(pk=row.pk).update(state=PreparedFile.State.DELETED)
    record(by=None, verb=f"{row.VERB}_deleted", obj=row)
