from common.outbox.mails import Mail, addresses_of
from members.sections.emails import ToSecretariat
from members.sections.queries import secretariat_mailboxes
from portal.contact.models import ContactMessage


class ContactReceived(ToSecretariat):
    """The secretariat, when somebody writes to it; an answer to the mail goes to them."""

    about, label = ContactMessage, "お問い合わせ"

    def reply_to(self):
        return self.about.email

    def still_holds(self, to):
        """The mailbox is the secretariat's; else it goes to those that are."""
        holds = self.is_recipient(to)
        if self.row and not holds:
            type(self)(self.about).write()
        return holds


class ContactCopy(Mail):
    """A copy for who wrote it, with its number; nobody has proved the typed address."""

    about, label = ContactMessage, "お問い合わせの控え"
    recipients = addresses_of("email")

    def reply_to(self):
        return min(secretariat_mailboxes(), default="")

    def still_holds(self, to):
        """It is the address that was typed."""
        return self.is_recipient(to)
