"""The secretariat's list of mails: how each stands, to whom, on what."""

from django.db.models import QuerySet

from common.admin_mixins import present_values
from common.formats import select_options
from common.labels import purpose_label
from common.outbox.models import OutgoingMail

STATES = (
    ("", "すべて"),
    (OutgoingMail.State.FAILED, "送信できず"),
    (OutgoingMail.State.QUEUED, "送信待ち"),
    (OutgoingMail.State.SENT, "送信済み"),
    (OutgoingMail.State.SKIPPED, "送信不要"),
)


class SentMailFilter:
    """As the query string asks; anything unknown is ignored."""

    def __init__(self, query):
        state, purpose = query.get("state", ""), query.get("purpose", "")
        self.purposes = {key: purpose_label(key) for key in present_values(OutgoingMail, "purpose")}
        self.state = state if state in OutgoingMail.State.values else ""
        self.purpose = purpose if purpose in self.purposes else ""
        self.to = query.get("to", "")[:254].replace("\0", "").strip()

    @property
    def purpose_options(self):
        labels = sorted(self.purposes.items(), key=lambda pair: pair[1])
        return select_options(tuple(labels), self.purpose)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.to or self.purpose)

    def apply(self, mails: QuerySet) -> QuerySet:
        asked = {"state": self.state, "purpose": self.purpose, "to__icontains": self.to}
        return mails.filter(**{name: value for name, value in asked.items() if value})
