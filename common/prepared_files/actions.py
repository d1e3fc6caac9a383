"""How the making of a file ends: stored, failed, stopped; and how the file goes after its days."""

import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from common import japanese_calendar
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.prepared_files.models import PreparedFile


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


def finish(row: PreparedFile, state: str, *, reason: str = "", by=None) -> None:
    """It ended so, in the caller's transaction."""
    row.state, row.reason, row.finished_at = state, reason, timezone.now()
    row.save()
    record(by=by, verb=f"{row.VERB}_{state}", obj=row, size=row.size)


def delete_prepared_file(row: PreparedFile) -> None:
    """Delete its file, in the caller's transaction; its line stays in the list."""
    discard_files(files_of(row))
    type(row).objects.filter(pk=row.pk).update(state=PreparedFile.State.DELETED)
    record(by=None, verb=f"{row.VERB}_deleted", obj=row)
