from django.contrib.auth import get_user_model

from common.outbox.mails import Mail
from members.sections.models import Section
from members.sections.queries import secretariat_mailboxes


class ToSecretariat(Mail, abstract=True):
    def recipients(self):
        return secretariat_mailboxes()

    def still_holds(self, to):
        """The mailbox is the secretariat's."""
        return self.is_recipient(to)


class MailboxBounced(Mail):
    """A section's people, the representatives and the other sections, when its mailbox is not reached."""

    about, label = Section, "共通アドレスの不達"
    related = ("organization__local_government",)

    def recipients(self):
        section = self.about
        people = get_user_model().objects.of(section.organization).active()
        addresses = {
            person.email for person in people if person.is_representative or person.section_id == section.pk
        }
        others = section.organization.sections.open().filter(bounced_at=None)
        return (addresses | set(others.values_list("mailbox", flat=True))) - {section.mailbox}

    def still_holds(self, to):
        """The mailbox is still not reached, and they are among those who can mend it."""
        return bool(self.about.is_open and self.about.bounced_at) and self.is_recipient(to)
