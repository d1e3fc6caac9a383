"""Which members are told of a notice."""

from common.outbox.mails import Mail
from members.organizations.models import Organization
from members.sections.models import Section, SectionQuerySet
from news.announcements.models import Announcement


def sections_told() -> SectionQuerySet:
    """Each section of a member."""
    return Section.objects.open().filter(organization__in=Organization.objects.members())


class AnnouncementPublished(Mail):
    """The mailbox of each section of a member, when a notice is public and is to be told by mail."""

    about, label = Announcement, "お知らせ: 公開の通知"

    def recipients(self):
        return sections_told().values_list("mailbox", flat=True)

    def still_holds(self, to):
        """It is public and listed, and the mailbox is that of a member."""
        notice = self.about
        return notice.is_published and notice.ended_at is None and self.is_recipient(to)
