"""How a file is requested and made, how that ends (stored, failed, stopped), and how the file goes."""

import datetime
import errno
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from common import japanese_calendar, jobs
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.prepared_files.emails import PreparedFileFinished
from common.prepared_files.models import Followed, PreparedFile
from common.refusals import ActionRefused

MAKE_TASK = "common.make_prepared_file"
NO_LONGER = "書き出すものを読めなくなったため、作れませんでした。"
NO_ROOM = "{0.WHAT}の途中で、サーバーの空き容量がなくなりました。システムの管理者に連絡してください。"
FAILED = (
    "{0.WHAT}の途中で、システムの誤りが起きました。{0.AGAIN}"
    "繰り返すときは、{0.WHOM_TO_ASK}に連絡してください。"
)
ERASED = "内容の一部が完全に削除されたため、このファイルはなくなりました。もう一度作成できます。"


class MadeFile(NamedTuple):
    """What was made: its bytes, the name that people save it under, its kind."""

    content: BinaryIO
    name: str
    kind: str


makers: dict[type[PreparedFile], Callable[[PreparedFile], MadeFile]] = {}


def request_prepared_file(
    model: type[PreparedFile], *, by, wanted: dict, total: int = 0, **facts
) -> PreparedFile:
    """Have the worker make what is `wanted`, of `total` parts.

    Requested once more by the same person before it is ready, it is the same row; what else may not be made
    beside it raises ActionRefused.
    """
    unfinished = model.objects.unfinished().filter(**wanted, requested_by=by)
    if same := unfinished.first():
        return same
    row = model(**wanted, requested_by=by, requested_by_name=by.name, total=total)
    try:
        with transaction.atomic():
            row.save()
            record(by=by, verb=f"{row.VERB}_requested", obj=row, **facts)
            jobs.defer(MAKE_TASK, kind=model._meta.label, pk=row.pk)
    except IntegrityError:
        if same := unfinished.first():  # pressed twice at once
            return same
        raise ActionRefused(model.already_building()) from None
    return row


def make_prepared_file(model: type[PreparedFile], pk: int) -> None:
    """Make it of what who requested it may read now, then store it; ended meanwhile, nothing is stored."""
    row = model.objects.unfinished().select_related("requested_by").filter(pk=pk).first()
    if row:
        work_on(row, _make, fail=fail_prepared_file)


def _make(row: PreparedFile) -> None:
    by = row.requested_by
    if not (by.is_active and type(row).objects.visible_to(by).filter(pk=row.pk)):
        raise ActionRefused(NO_LONGER)
    made = makers[type(row)](row)
    with made.content:
        store_prepared_file(row, made)


def work_on(row: Followed, work: Callable, *, fail: Callable[[Any, str], None]) -> None:
    """Do `work(row)`; where it is refused or breaks, `fail(row, reason)` ends it in words for who waits."""
    try:
        work(row)
    except ActionRefused as refusal:
        fail(row, str(refusal))
    except Exception as error:
        no_room = isinstance(error, OSError) and error.errno == errno.ENOSPC
        fail(row, NO_ROOM.format(row) if no_room else failed(row))
        if not no_room:
            raise


def failed(row: Followed) -> str:
    """That it failed by our fault, and what to do."""
    return FAILED.format(row)


def counted(row: Followed, parts: Iterable, step: int) -> Iterator:
    """The same parts, with a sign of progress after every `step` of them."""
    for number, part in enumerate(parts, 1):
        yield part
        if number % step == 0:
            note_progress(row, done=min(number, row.total))


def note_progress(row: Followed, **done) -> bool:
    """Show on its page how far it is; False where its making has ended meanwhile."""
    return bool(type(row).objects.unfinished().filter(pk=row.pk).update(**done))


def lock_unfinished(row: Followed) -> Any:
    """The row as it is now, locked; None where its making has ended meanwhile."""
    return type(row).objects.select_for_update(of=("self",)).unfinished().filter(pk=row.pk).first()


@transaction.atomic
def store_prepared_file(row: PreparedFile, made: MadeFile) -> None:
    """Keep what was made for its days; nothing where it was stopped meanwhile."""
    row = lock_unfinished(row)
    if row is None:
        return
    file = store_generated_file(made.content, name=made.name, kind=made.kind, by=row.requested_by)
    attach_files([file], to=row)
    row.size = file.size
    row.expires_on = japanese_calendar.today() + datetime.timedelta(days=row.DAYS_AVAILABLE)
    finish(row, PreparedFile.State.READY)


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


def erase_prepared_files(rows: QuerySet) -> list[PreparedFile]:
    """Those that may hold what is being purged: what is in the making fails; gives those whose file goes."""
    for row in rows.unfinished():
        fail_prepared_file(row, ERASED)
    ready = rows.filter(state=PreparedFile.State.READY)
    gone = list(ready)
    ready.update(state=PreparedFile.State.DELETED, reason=ERASED)
    return gone
