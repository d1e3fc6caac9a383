from board.archives.models import Archive
from common.prepared_files.emails import PreparedFileFinished


class ArchiveFinished(PreparedFileFinished):
    """Whoever requested an archive, when it is ready or could not be built."""

    about, label = Archive, "掲示板: 保存用一式の通知"
    template = "board/archives/mails/archive_finished.txt"
