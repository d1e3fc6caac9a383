"""An archive of the board: requested, built by one job, deleted after two weeks."""

import shutil
import tempfile

from django.conf import settings
from django.db import IntegrityError, transaction

from board.archives import files, rules
from board.archives.models import Archive
from common import japanese_calendar, jobs
from common.attachments import zip_files
from common.audit_log.actions import record
from common.formats import filesize_ja
from common.prepared_files.actions import finish, store_prepared_file
from common.refusals import ActionRefused

FREE_SPACE_FACTOR = 1.1  # free space needed, as a factor of the estimate
ALREADY_BUILDING = "作成中のものがあります。終わってから、次を作成してください。"


def request_archive(*, with_hidden: bool, with_talks: bool, by) -> Archive:
    """Request an archive; refused where one is being built, or where the disk has too little space."""
    if not rules.can_request_archive(by):
        raise ActionRefused("掲示板の保存用一式は、事務局だけが作成できます。")
    chosen = {"with_hidden": with_hidden, "with_talks": with_talks}
    archive = Archive(**chosen, requested_by=by, requested_by_name=by.name)
    archive.total, size = files.estimate(archive)
    _require_disk_space(size)
    try:
        with transaction.atomic():
            archive.save()
            record(by=by, verb="board.archive_requested", obj=archive, topics=archive.total, **chosen)
            jobs.defer("board.build_archive", archive_id=archive.pk)
    except IntegrityError as error:
        raise ActionRefused(ALREADY_BUILDING) from error
    return archive


def _require_disk_space(size: int) -> None:
    on_disk = "FileSystem" in settings.STORAGES["default"]["BACKEND"]  # then it is there twice for a moment
    needed = int(size * FREE_SPACE_FACTOR * (2 if on_disk else 1))
    free = shutil.disk_usage(settings.VAR).free
    if needed > free:
        raise ActionRefused(
            f"サーバーの空き容量が足りないため、作成できません。必要な容量は約{filesize_ja(needed)}、"
            f"空きは{filesize_ja(free)}です。システムの管理者に連絡してください。"
        )


def build_archive(archive_id: int) -> None:
    """Write all of it to a temporary file, then store that; an archive that was stopped stores nothing."""
    archive = Archive.objects.unfinished().filter(pk=archive_id).first()
    if archive is None:
        return
    with tempfile.TemporaryFile(dir=settings.VAR) as file:  # /tmp may be memory
        for piece in zip_files.zip_stream(files.members(archive)):
            file.write(piece)
        file.seek(0)
        name = f"keijiban-{japanese_calendar.as_date(archive.requested_at):%Y%m%d}-{archive.pk}.zip"
        store_prepared_file(archive, file, name=name, kind="application/zip")


@transaction.atomic
def stop_archive(*, archive: Archive, by) -> None:
    """Stop building it, also where its job was lost: then another can be requested."""
    archive = Archive.objects.select_for_update().get(pk=archive.pk)
    if rules.can_stop_archive(by, archive):
        finish(archive, Archive.State.STOPPED, by=by)
