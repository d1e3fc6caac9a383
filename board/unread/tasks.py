from board.unread import actions
from board.unread.models import ReadingFloor
from board.unread.queries import users_to_compact
from common import clock


@clock.each(
    clock.hourly(17),
    rows=lambda now: ReadingFloor.objects.filter(pk__in=users_to_compact()),
    label="既読の記録の整理",
)
def compact_read_marks(floor, *, now) -> None:
    """Counting of unread topics stays cheap for those who read much."""
    actions.compact_read_marks(floor.user_id)
