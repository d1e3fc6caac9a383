"""What a successor takes over: read marks, subscriptions, assignments, bookmarks, saved filters.

Topics, drafts, replies and requests belong to the organisation and need not move.
"""

from django.db import connection

from board.assignments.models import Assignment
from board.bookmarks.models import Bookmark
from board.notifications.models import Notification
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.unread.queries import floor_of, number_before
from common.audit_log.actions import record_many

_COPY_FLOOR = """
INSERT INTO board_readingfloor (user_id, activity_no)
SELECT %(successor)s, activity_no FROM board_readingfloor WHERE user_id = %(leaving)s
"""

_COPY_MARKS = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(successor)s, topic_id, activity_no FROM board_readmark WHERE user_id = %(leaving)s
"""

# what the leaving person has not read from before the successor's account: unread for the successor too, from
# where the one who had read less stopped
_ADD_UNREAD = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(successor)s, t.id,
       least(coalesce(m.activity_no, f.activity_no), coalesce(own.activity_no, g.activity_no))
FROM board_topic t
JOIN board_readingfloor f ON f.user_id = %(leaving)s
JOIN board_readingfloor g ON g.user_id = %(successor)s
LEFT JOIN board_readmark m ON m.user_id = f.user_id AND m.topic_id = t.id
LEFT JOIN board_readmark own ON own.user_id = g.user_id AND own.topic_id = t.id
WHERE t.published_at IS NOT NULL AND t.activity_no <= %(before)s
  AND t.activity_no > coalesce(m.activity_no, f.activity_no)
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
"""


def hand_over_board(*, leaving, successor, is_new: bool) -> None:
    """Called for each handover; `is_new`: the successor's account was made for it."""
    hand_over_read_marks(leaving, successor, is_new=is_new)
    hand_over_subscriptions(leaving, successor)
    hand_over_assignments(leaving, successor)
    hand_over_bookmarks(leaving, successor)


def hand_over_read_marks(leaving, successor, *, is_new: bool) -> None:
    """A new account has exactly the same read and unread as the leaving person.

    Who had an account keeps what is unread for themselves. Of topics from before their account, those that
    the leaving person had not read become unread. So a successor of two people on one day has unread what
    either had, and a colleague of many years is not shown again what they have long read.
    """
    floor_of(leaving)
    people = {"leaving": leaving.pk, "successor": successor.pk}
    with connection.cursor() as cursor:
        if is_new:
            cursor.execute(_COPY_FLOOR, people)
            cursor.execute(_COPY_MARKS, people)
            return
        floor_of(successor)
        cursor.execute(_ADD_UNREAD, {**people, "before": number_before(successor)})


def hand_over_bookmarks(leaving, successor) -> None:
    left = Bookmark.objects.filter(user=leaving).order_by("pk").values_list("topic_id", flat=True)
    Bookmark.objects.bulk_create(
        [Bookmark(user=successor, topic_id=pk) for pk in left], ignore_conflicts=True
    )


def hand_over_subscriptions(leaving, successor) -> None:
    """Watches and rhythm where the successor has none; single topics, and pending notifications."""
    if not Watch.objects.filter(user=successor).exists():
        names = ("level", "kind", "theme", "prefecture", "ward_id")
        rows = Watch.objects.filter(user=leaving).values(*names)
        Watch.objects.bulk_create(Watch(user=successor, **row) for row in rows)
    if rhythm := NotificationRhythm.objects.filter(user=leaving).first():
        chosen = {"rhythm": rhythm.rhythm, "with_pending": rhythm.with_pending}
        NotificationRhythm.objects.get_or_create(user=successor, section=None, defaults=chosen)
    topics = TopicWatch.objects.filter(user=leaving).values("topic_id", "wanted")
    TopicWatch.objects.bulk_create(
        [TopicWatch(user=successor, **row) for row in topics], ignore_conflicts=True
    )
    waiting = Notification.objects.filter(user=leaving, settled_at=None)
    known = Notification.objects.filter(user=successor).values("event")
    waiting.exclude(event__in=known).update(user=successor)


def hand_over_assignments(leaving, successor) -> None:
    """Open assignments, with their due days (団体内の担当割当)."""
    open_ones = Assignment.objects.open().filter(assignee=leaving, organization=successor.organization)
    passed = list(open_ones.select_for_update())
    Assignment.objects.filter(pk__in=[row.pk for row in passed]).update(assignee=successor)
    changes = {"担当者": [leaving.name, successor.name]}
    rows = [(row, {"topic": row.topic_id, "changes": changes}) for row in passed]
    record_many(by=None, verb="board.assignment_handed_over", rows=rows)
