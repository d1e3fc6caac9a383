"""Background work for archives; every job may run twice without harm."""

import errno

from board.archives import actions
from board.archives.models import Archive
from common import clock, jobs
from common.japanese_calendar import as_date
from common.prepared_files.actions import delete_prepared_file, fail_prepared_file

NO_ROOM = "作成の途中で、サーバーの空き容量がなくなりました。システムの管理者に連絡してください。"
FAILED = (
    "作成の途中で、システムの誤りが起きました。もう一度作成してください。"
    "繰り返すときは、システムの管理者に連絡してください。"
)


@jobs.task("board.build_archive", jobs.FILES)
def build_archive(archive_id: int) -> None:
    try:
        actions.build_archive(archive_id)
    except Exception as error:
        no_room = isinstance(error, OSError) and error.errno == errno.ENOSPC
        fail_prepared_file(Archive(pk=archive_id), NO_ROOM if no_room else FAILED)
        if not no_room:
            raise


@clock.each(
    clock.daily("4:23"),
    rows=lambda now: Archive.objects.expired(as_date(now)),
    label="期限が過ぎた掲示板の保存用一式の削除",
)
def delete_expired_archive(archive, *, now) -> None:
    """The file of an archive that was kept for its time."""
    delete_prepared_file(archive)
