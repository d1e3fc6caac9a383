from board.moderation.emails import secretariat_sections
from board.reports.models import Report
from common.outbox.mails import Mail
from members.sections.queries import secretariat_mailboxes


class PostReported(Mail):
    """The secretariat, when a post is reported."""

    about, related = Report, ("topic__organization", "reply__organization")
    label = "掲示板: 通報の通知（事務局）"

    def recipients(self):
        return secretariat_mailboxes()

    def still_holds(self, to):
        """The report waits for its decision."""
        return self.about.is_open and self.is_recipient(to)


class ReportDecided(Mail):
    """Whoever reported a post, when it is decided; without the text of the post."""

    about, related = Report, ("by", "topic", "reply")
    label = "掲示板: 通報への回答"

    def recipients(self):
        by = self.about.by
        return [by.email] if by.is_active else []

    def still_holds(self, to):
        """It is decided, and who reported it still has the account."""
        return not self.about.is_open and self.is_recipient(to)

    def context(self):
        return {"secretariat_sections": secretariat_sections()}
