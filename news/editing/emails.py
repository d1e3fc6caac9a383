"""Which members are told of a notice."""

from common.outbox.mails import Mail
from members.organizations.models import Organization
from members.sections.models import Section
from news.announcements.models import Announcement


def mailboxes() -> set[str]:
    """Of each section of a member."""
    members = Organization.objects.members()
    return set(Section.objects.open().filter(organization__in=members).values_list("mailbox", flat=True))


class AnnouncementPublished(Mail):
    """The mailbox of each section of a member, when a notice is public and is to be told by mail."""

    about, label = Announcement, "お知らせ: 公開の通知"

    def recipients(self):
        return mailboxes()

    def still_holds(self, to):
        """It is public and listed, and the mailbox is that of a member."""
        notice = self.about
        return notice.is_published and notice.ended_at is None and self.is_recipient(to)


class AnnouncementsGathered(Mail):
    """The same mailboxes, once a week, of the notices told together; it is about the newest of them."""

    about, label = Announcement, "お知らせ: まとめての通知"

    @property
    def announcements(self):
        """Those of its morning that are still public and listed."""
        same = Announcement.objects.current().filter(gathered_at=self.about.gathered_at)
        return same.order_by("published_at", "pk")

    def context(self):
        rows = list(self.announcements)
        return {"announcements": rows, "count": len(rows)}

    def recipients(self):
        return mailboxes()

    def still_holds(self, to):
        """One of them is public and listed, and the mailbox is that of a member."""
        return self.announcements.exists() and self.is_recipient(to)
