"""Who is told when an event is handed in, sent back or published."""

from common.outbox.mails import Mail
from events.events.models import Event
from members.sections.emails import ToSecretariat
from members.sections.queries import section_mailboxes


class EventSubmitted(ToSecretariat):
    """The secretariat, when an organisation hands in an event."""

    about, related = Event, ("owner__local_government", "submitted_by", "venue")
    label = "イベント: 提出の通知"

    def still_holds(self, to):
        """It waits for the secretariat since that moment, and the mailbox is the secretariat's."""
        at = self.about.submitted_at
        return at is not None and at.isoformat() == self.facts["at"] and self.is_recipient(to)


class _ToOwner(Mail, abstract=True):
    about, related = Event, ("owner__local_government", "venue")

    def recipients(self):
        return section_mailboxes(self.about.owner) if self.about.owner else set()


class EventReturned(_ToOwner):
    """The organisation's sections, when the secretariat sent its event back."""

    label = "イベント: 差戻し"

    def still_holds(self, to):
        """Nobody wrote in it or handed it in since."""
        event = self.about
        waits = bool(event.returned_note) and event.submitted_at is None
        return waits and event.edition == self.facts["edition"] and self.is_recipient(to)


class EventPublished(_ToOwner):
    """The organisation's sections, when the event that it handed in is public."""

    label = "イベント: 公開の通知"

    def still_holds(self, to):
        """It is public."""
        return self.about.is_published and self.is_recipient(to)
