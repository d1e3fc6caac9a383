"""Who is told that a file of events was handed in."""

from events.open_data.models import EventImport
from members.sections.emails import ToSecretariat


class EventsImported(ToSecretariat):
    """The secretariat, when an organisation took in a file of events that wait for approval."""

    about, related = EventImport, ("organization__local_government", "by")
    label = "イベント: 一覧の取込みの通知"

    def still_holds(self, to):
        """Some of them still wait, and the mailbox is the secretariat's."""
        return self.about.waiting_events().exists() and self.is_recipient(to)
