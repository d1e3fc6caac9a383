"""Background work for deadlines; every job may run twice without harm."""

from board.closing.actions import close_overdue
from board.topics.models import Topic
from common import clock
from common.japanese_calendar import as_date


@clock.each(
    clock.hourly(2), rows=lambda now: Topic.objects.overdue(as_date(now)), label="期限が過ぎた投稿の受付終了"
)
def close_overdue_topic(topic, *, now) -> None:
    """A topic whose deadline has passed; on the day itself it is still open."""
    close_overdue(topic)
