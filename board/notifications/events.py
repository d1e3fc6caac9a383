"""What happens on the board, as the mails say it."""

from dataclasses import dataclass, field

from board.replies.models import Reply
from board.topics.models import Topic

MAX_SUMMARY = 120


@dataclass(frozen=True)
class Event:
    """One thing that happened: `key` makes it unique, `summary` says it in a digest, `template` in a mail."""

    key: str
    occasion: str
    topic: Topic
    summary: str
    activity_no: int
    subject: str
    template: str
    by: object  # the person who did it, who is not notified; None where nobody did
    section_id: int | None  # in whose name it was done: its mailbox is not notified
    reply: Reply | None = None
    mentioned: list[int] = field(default_factory=list)
    context: dict = field(default_factory=dict)

    @property
    def purpose(self) -> str:
        return f"board.{self.template}"


def mentioned_organizations(topic, reply) -> list[int]:
    return list(topic.mentions.filter(reply=reply).values_list("organization_id", flat=True))
