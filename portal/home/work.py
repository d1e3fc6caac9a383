"""What waits for who is logged in, as one line above the home page."""

from dataclasses import dataclass

from board.unread.queries import CAP, unread_count
from common.japanese_calendar import today
from portal.mypage.queries import pending_of


@dataclass(frozen=True)
class Work:
    """How much is late, how much is to be done by a day, and how much was not read yet."""

    overdue: int
    due: int
    others: int
    unread: int

    @property
    def unread_words(self) -> str:
        return f"{CAP}件以上" if self.unread > CAP else f"{self.unread}件"


def work_of(user) -> Work:
    items, day = pending_of(user).items, today()
    overdue = sum(item.is_overdue for item in items)
    due = sum(item.due is not None and item.due >= day for item in items)
    unread = unread_count(user) if user.is_member else 0
    return Work(overdue, due, len(items) - overdue - due, unread)
