from common.outbox.mails import Mail, addresses_of
from members.mail_tokens.emails import TokenMail
from members.sections.models import Section
from members.users.models import User


class TakeoverOffered(TokenMail):
    """The section's mailbox, when somebody says that they follow a predecessor who is gone."""

    label = "前任者からの引継ぎ: 案内"

    def still_holds(self, to):
        """Link and code can be used, the section is a member's, and the mailbox is its own and vouches."""
        return self.about.subject.mailbox_vouches and super().still_holds(to)


class TakeoverNobody(Mail):
    """The section's mailbox, when somebody says so and there is nobody to follow."""

    about, label = Section, "前任者からの引継ぎ: 該当なし"
    related = ("organization__local_government",)
    recipients = addresses_of("mailbox")

    def still_holds(self, to):
        """The section is a member's, the mailbox is its own, and no post in it can pass on."""
        posts = User.objects.with_transferable_post().filter(section=self.about)
        return to == _open_mailbox(self.about) and not posts.exists()


def _open_mailbox(section) -> str:
    """The mailbox in small letters; "" where the section is closed or its organisation has left."""
    return section.mailbox.lower() if section.is_open and section.organization.is_member else ""
