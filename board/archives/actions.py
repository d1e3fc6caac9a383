"""An archive of the board: requested, built piece by piece in the worker, deleted after two weeks."""

import datetime
import shutil
import time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.archives import files, rules
from board.archives.emails import send_archive_finished
from board.archives.models import Archive
from common import japanese_calendar, jobs
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.formats import filesize_ja
from common.refusals import ActionRefused

TASK = "board.build_archive"
DAYS_AVAILABLE = 14
SECONDS_A_PIECE = 5  # a piece; between two pieces other jobs run, and the page shows the progress
MAX_ATTEMPTS = 3
FREE_SPACE_FACTOR = (
    1.1  # free space needed, as a factor of the estimate; twice that where the files are on the same disk
)
ALREADY_BUILDING = "作成中のものがあります。終わってから、次を作成してください。"
FILE_LOST = "作成の途中で、書きかけのファイルが何度も失われました。システムの管理者に連絡してください。"


def request_archive(*, with_hidden: bool, with_talks: bool, by) -> Archive:
    """Request an archive; refused where one is being built, or where the disk has too little space."""
    if not rules.can_request_archive(by):
        raise ActionRefused("掲示板の保存用一式は、事務局だけが作成できます。")
    archive = Archive(
        with_hidden=with_hidden, with_talks=with_talks, requested_by=by, requested_by_name=by.name
    )
    topics, size = files.estimate(archive)
    _require_disk_space(size)
    archive.topics_total = topics
    try:
        with transaction.atomic():
            archive.save()
            record(
                by=by,
                verb="board.archive_requested",
                obj=archive,
                with_hidden=with_hidden,
                with_talks=with_talks,
                topics=topics,
            )
            jobs.defer(TASK, archive_id=archive.pk)
    except IntegrityError as error:
        raise ActionRefused(ALREADY_BUILDING) from error
    return archive


def _require_disk_space(size: int) -> None:
    on_disk = "FileSystem" in settings.STORAGES["default"]["BACKEND"]
    needed = int(size * FREE_SPACE_FACTOR * (2 if on_disk else 1))
    free = shutil.disk_usage(files.unfinished_folder()).free
    if needed > free:
        raise ActionRefused(
            f"サーバーの空き容量が足りないため、作成できません。必要な容量は約{filesize_ja(needed)}、"
            f"空きは{filesize_ja(free)}です。システムの管理者に連絡してください。"
        )


@transaction.atomic
def build_piece(archive_id: int) -> None:
    """Write for some seconds, from where the last piece ended; then defer the next piece.

    A piece that died has left its row unchanged: the next one cuts off what it had written.
    """
    archive = Archive.objects.select_for_update().unfinished().filter(pk=archive_id).first()
    if archive is None:
        return
    if not files.is_intact(archive):
        archive.attempts += 1
        archive.last_topic = archive.written = 0
        archive.topics_done = archive.replies_done = archive.files_done = 0
    if archive.attempts > MAX_ATTEMPTS:
        _set_final_state(archive, Archive.State.FAILED, FILE_LOST)
        return
    archive.state = Archive.State.BUILDING
    done = files.write_more(archive, until=time.monotonic() + SECONDS_A_PIECE)
    if done:
        _finish(archive)
    else:
        archive.save()
        jobs.defer(TASK, archive_id=archive.pk)


def _finish(archive: Archive) -> None:
    name = f"keijiban-{japanese_calendar.as_date(archive.requested_at):%Y%m%d}-{archive.pk}.zip"
    with files.unfinished_path(archive).open("rb") as content:
        file = store_generated_file(content, name=name, kind="application/zip", by=archive.requested_by)
    attach_files([file], to=archive)
    archive.size = file.size
    archive.expires_on = japanese_calendar.today() + datetime.timedelta(days=DAYS_AVAILABLE)
    _set_final_state(archive, Archive.State.READY)


def _set_final_state(archive: Archive, state: str, reason: str = "", by=None) -> None:
    archive.state, archive.reason, archive.finished_at = state, reason, timezone.now()
    archive.save()
    record(by=by, verb=f"board.archive_{state}", obj=archive, size=archive.size)
    transaction.on_commit(lambda: files.unfinished_path(archive).unlink(missing_ok=True))
    if state != Archive.State.STOPPED:
        send_archive_finished(archive)


@transaction.atomic
def fail_archive(archive_id: int, reason: str) -> None:
    """It cannot be built; whoever requested it is told why."""
    archive = Archive.objects.select_for_update().unfinished().filter(pk=archive_id).first()
    if archive:
        _set_final_state(archive, Archive.State.FAILED, reason)


@transaction.atomic
def stop_archive(*, archive: Archive, by) -> None:
    """Stop building it; waits for the piece that is being written."""
    archive = Archive.objects.select_for_update().get(pk=archive.pk)
    if rules.can_stop_archive(by, archive):
        _set_final_state(archive, Archive.State.STOPPED, by=by)


def delete_expired_archives() -> int:
    """Delete the files of expired archives, and unfinished files that nobody builds any more."""
    expired = Archive.objects.filter(state=Archive.State.READY, expires_on__lt=japanese_calendar.today())
    number = 0
    for archive in expired:
        with transaction.atomic():
            discard_files(files_of(archive))
            Archive.objects.filter(pk=archive.pk).update(state=Archive.State.DELETED)
            record(by=None, verb="board.archive_deleted", obj=archive)
        number += 1
    files.delete_unfinished_files(keep=set(Archive.objects.unfinished().values_list("pk", flat=True)))
    return number
