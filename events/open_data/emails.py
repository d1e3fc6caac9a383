"""Who is told that a file of events was handed in, and taken in."""

from events.open_data.models import EventImport
from members.import_export.emails import SheetImportEnded
from members.sections.emails import ToSecretariat


class EventsImported(ToSecretariat):
    """The secretariat, when an organisation took in a file of events that wait for approval."""

    about, related = EventImport, ("organization__local_government", "by")
    label = "イベント: 一覧の取込みの通知"

    def still_holds(self, to):
        """Some of them still wait, and the mailbox is the secretariat's."""
        return self.about.waiting_events().exists() and self.is_recipient(to)


class EventImportEnded(SheetImportEnded):
    """Who brought a file of events, when the worker has compared or written it, or could not."""

    about, label = EventImport, "イベント: 一覧の取込みの終わりの通知"
