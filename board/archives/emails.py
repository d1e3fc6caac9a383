from board.archives.models import Archive
from common.outbox.mails import Mail


class ArchiveFinished(Mail):
    """Whoever requested an archive, when it is ready or could not be built."""

    about, related = Archive, ("requested_by",)
    label = "掲示板: 保存用一式の知らせ"

    def recipients(self):
        by = self.about.requested_by
        return [by.email] if by.is_active else []

    def still_holds(self, to):
        """It lies there to be fetched, or it failed; and who requested it still has the account."""
        return self.about.state in (Archive.State.READY, Archive.State.FAILED) and self.is_recipient(to)
