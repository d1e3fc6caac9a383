"""What a digest says of one topic, of one thing to do, of one notice."""

from dataclasses import dataclass, field

from board.digests.registry import Notice
from board.notifications.text_layout import indented
from board.topics.labels import key_point_of
from board.topics.models import Topic
from common import japanese_calendar
from common.work_items import PendingItem

INDENT = "    "


@dataclass
class Entry:
    """What a digest says of one topic."""

    topic: Topic
    summaries: list[str] = field(default_factory=list)
    named: bool = False

    @property
    def happened(self) -> str:
        """新しい投稿(連携提案)、返信2 東京都江東区 ほか3件."""
        more = len(self.summaries) - 2
        shown = "、".join(self.summaries[:2])
        return f"{shown} ほか{more}件" if more > 0 else shown

    @property
    def title(self) -> str:
        return indented(f"第{self.topic.pk}号 {self.topic.title}", INDENT)

    @property
    def about(self) -> str:
        """Who, until when, what happened."""
        has_due = self.topic.deadline and not self.key_point
        deadline = f"期限 {japanese_calendar.wareki(self.topic.deadline)}" if has_due else ""
        happened = f"{'【名指し】' if self.named else ''}{self.happened}"
        parts = [self.topic.organization.full_name, deadline, happened]
        return indented(" / ".join(part for part in parts if part), INDENT)

    @property
    def key_point(self) -> str:
        """要点 of a long topic."""
        point = key_point_of(self.topic)
        return indented(f"要点: {point}", INDENT) if point else ""


@dataclass
class ListedItem:
    """What a digest says of one thing that its reader is to do."""

    item: PendingItem

    @property
    def title(self) -> str:
        return indented(f"{'【期限超過】' if self.item.is_overdue else ''}{self.item.title}", INDENT)

    @property
    def about(self) -> str:
        """Which it is, who waits for it, until when."""
        item = self.item
        parts = [item.state, item.who, item.number, item.due_words, item.days_words]
        return indented(" / ".join(part for part in parts if part), INDENT)


@dataclass
class ListedNotice:
    """What a digest says of one notice."""

    notice: Notice

    @property
    def title(self) -> str:
        return indented(self.notice.title, INDENT)
