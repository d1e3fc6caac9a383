from common.outbox.mails import Mail
from members.sections.queries import secretariat_mailboxes


class ContactReceived(Mail):
    """The secretariat, when somebody writes to it; nobody has proved the typed address: it gets no copy."""

    about, label = None, "お問い合わせ"

    def recipients(self):
        return secretariat_mailboxes()

    def still_holds(self, to):
        """The mailbox is the secretariat's."""
        return self.is_recipient(to)
