from board.unread import actions
from board.unread.queries import floors_to_compact
from common import clock


@clock.each(
    clock.hourly(17),
    rows=lambda now: floors_to_compact(),
    label="既読の記録の整理",
)
def compact_read_marks(floor, *, now) -> None:
    """Counting of unread topics stays cheap for those who read much."""
    actions.compact_read_marks(floor.user_id)
