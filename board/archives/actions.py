"""An archive of the board: asked for, made piece by piece in the worker, thrown away after two weeks."""

import datetime
import shutil
import time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from board.archives import files, rules
from board.archives.models import Archive
from common import japanese_calendar, jobs
from common.attachments.actions import attach_files, discard_files, store_generated_file
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.formats import filesize_ja
from common.outbox.actions import send_mail
from common.refusals import ActionRefused

TASK = "board.build_archive"
DAYS_KEPT = 14
SECONDS = 5  # a piece; between two of them other jobs and the page see how far it is
MOST_BEGINNINGS = 3
ROOM = 1.1  # what must be free, of what is expected; twice it where the files lie on the same disk
ALREADY = "作成中のものがあります。終わってから、次を作成してください。"
LOST = "作成の途中で、書きかけのファイルが何度も失われました。システムの管理者に連絡してください。"


def ask_archive(*, with_hidden: bool, with_talks: bool, by) -> Archive:
    """Have one made. Raises Refused where one is being made, or where the disk has no room."""
    if not rules.can_ask_archive(by):
        raise ActionRefused("掲示板の保存用一式は、事務局だけが作成できます。")
    archive = Archive(with_hidden=with_hidden, with_talks=with_talks, asked_by=by, asked_by_name=by.name)
    topics, size = files.estimate(archive)
    _refuse_without_room(size)
    archive.topics_total = topics
    try:
        with transaction.atomic():
            archive.save()
            record(
                by=by,
                verb="board.archive_asked",
                obj=archive,
                with_hidden=with_hidden,
                with_talks=with_talks,
                topics=topics,
            )
            jobs.defer(TASK, archive_id=archive.pk)
    except IntegrityError as error:
        raise ActionRefused(ALREADY) from error
    return archive


def _refuse_without_room(size: int) -> None:
    on_disk = "FileSystem" in settings.STORAGES["default"]["BACKEND"]
    needed = int(size * ROOM * (2 if on_disk else 1))
    free = shutil.disk_usage(files.folder()).free
    if needed > free:
        raise ActionRefused(
            f"サーバーの空き容量が足りないため、作成できません。必要な容量は約{filesize_ja(needed)}、"
            f"空きは{filesize_ja(free)}です。システムの管理者に連絡してください。"
        )


@transaction.atomic
def build_piece(archive_id: int) -> None:
    """Write on for some seconds, from where the last piece ended; then hand over to the next job.

    A piece that died has left its row as it was: the next one cuts off what it had written.
    """
    archive = Archive.objects.select_for_update().unfinished().filter(pk=archive_id).first()
    if archive is None:
        return
    if not files.is_whole(archive):
        archive.beginnings += 1
        archive.last_topic = archive.written = 0
        archive.topics_done = archive.replies_done = archive.files_done = 0
    if archive.beginnings > MOST_BEGINNINGS:
        _end(archive, Archive.State.FAILED, LOST)
        return
    archive.state = Archive.State.BUILDING
    done = files.write_on(archive, until=time.monotonic() + SECONDS)
    if done:
        _finish(archive)
    else:
        archive.save()
        jobs.defer(TASK, archive_id=archive.pk)


def _finish(archive: Archive) -> None:
    name = f"keijiban-{japanese_calendar.as_date(archive.asked_at):%Y%m%d}-{archive.pk}.zip"
    with files.path_of(archive).open("rb") as content:
        file = store_generated_file(content, name=name, kind="application/zip", by=archive.asked_by)
    attach_files([file], to=archive)
    archive.size = file.size
    archive.expires_on = japanese_calendar.today() + datetime.timedelta(days=DAYS_KEPT)
    _end(archive, Archive.State.READY)


def _end(archive: Archive, state: str, reason: str = "", by=None) -> None:
    archive.state, archive.reason, archive.finished_at = state, reason, timezone.now()
    archive.save()
    record(by=by, verb=f"board.archive_{state}", obj=archive, size=archive.size)
    transaction.on_commit(lambda: files.path_of(archive).unlink(missing_ok=True))
    if state != Archive.State.STOPPED:
        _tell(archive)


def _tell(archive: Archive) -> None:
    context = {"archive": archive, "SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    subject = (
        "掲示板の保存用一式ができました" if archive.is_ready else "掲示板の保存用一式を作成できませんでした"
    )
    send_mail(
        key=f"archive_finished:{archive.pk}",
        to=archive.asked_by.email,
        subject=subject,
        body=render_to_string("board/archives/mails/archive_finished.txt", context),
        purpose="board.archive_finished",
    )


@transaction.atomic
def fail_archive(archive_id: int, reason: str) -> None:
    """It cannot be made; the one who asked is told why."""
    archive = Archive.objects.select_for_update().unfinished().filter(pk=archive_id).first()
    if archive:
        _end(archive, Archive.State.FAILED, reason)


@transaction.atomic
def stop_archive(*, archive: Archive, by) -> None:
    """Make no more of it; waits for the piece that is being written."""
    archive = Archive.objects.select_for_update().get(pk=archive.pk)
    if rules.can_stop_archive(by, archive):
        _end(archive, Archive.State.STOPPED, by=by)


def delete_expired_archives() -> int:
    """Throw away the files of archives past their day, and what unfinished ones left on the disk."""
    expired = Archive.objects.filter(state=Archive.State.READY, expires_on__lt=japanese_calendar.today())
    number = 0
    for archive in expired:
        with transaction.atomic():
            discard_files(files_of(archive))
            Archive.objects.filter(pk=archive.pk).update(state=Archive.State.DELETED)
            record(by=None, verb="board.archive_deleted", obj=archive)
        number += 1
    files.clear(keep=set(Archive.objects.unfinished().values_list("pk", flat=True)))
    return number
