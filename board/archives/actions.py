"""An archive of the board is requested of the worker, or stopped."""

import shutil

from django.conf import settings
from django.db import transaction

from board.archives import files, rules
from board.archives.models import Archive
from common.formats import filesize_ja
from common.prepared_files.actions import finish, request_prepared_file
from common.refusals import ActionRefused, NothingToDo

FREE_SPACE_FACTOR = 1.1  # free space needed, as a factor of the estimate


def request_archive(*, with_hidden: bool, with_talks: bool, by) -> Archive:
    """Request an archive; refused where one is being built, or where the disk has too little space."""
    if not rules.can_request_archive(by):
        raise ActionRefused("掲示板の保存用一式は、事務局だけが作成できます。")
    chosen = {"with_hidden": with_hidden, "with_talks": with_talks}
    total, size = files.estimate(Archive(**chosen))
    _require_disk_space(size)
    return request_prepared_file(Archive, by=by, wanted=chosen, total=total, topics=total, **chosen)


def _require_disk_space(size: int) -> None:
    on_disk = "FileSystem" in settings.STORAGES["default"]["BACKEND"]  # then it is there twice for a moment
    needed = int(size * FREE_SPACE_FACTOR * (2 if on_disk else 1))
    free = shutil.disk_usage(settings.VAR).free
    if needed > free:
        raise ActionRefused(
            f"サーバーの空き容量が足りないため、作成できません。必要な容量は約{filesize_ja(needed)}、"
            f"空きは{filesize_ja(free)}です。システムの管理者に連絡してください。"
        )


@transaction.atomic
def stop_archive(*, archive: Archive, by) -> None:
    """Stop building it, also where its job was lost: then another can be requested.

    Raises NothingToDo where it has ended meanwhile.
    """
    archive = Archive.objects.select_for_update().get(pk=archive.pk)
    if not rules.can_stop_archive(by, archive):
        raise NothingToDo("作成は、すでに終わっています。")
    finish(archive, Archive.State.STOPPED, by=by)
