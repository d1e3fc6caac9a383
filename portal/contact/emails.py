from common.outbox.actions import MailMessage, send_mails
from members.sections.emails import ToSecretariat


class ContactReceived(ToSecretariat):
    """The secretariat, when somebody writes to it; nobody has proved the typed address: it gets no copy."""

    about, label = None, "お問い合わせ"

    def still_holds(self, to):
        """The mailbox is the secretariat's; else it goes to those that are, for nothing else keeps it."""
        holds = self.is_recipient(to)
        if self.row and not holds:
            self._pass_on()
        return holds

    def _pass_on(self):
        text = {"subject": self.row.subject, "body": self.row.body, "purpose": self.purpose}
        send_mails(
            MailMessage(self.key(address.lower()), address, facts=self.facts, **text)
            for address in self.recipients()
        )
