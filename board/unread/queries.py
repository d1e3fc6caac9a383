"""Exact unread marks at constant cost, with no time limit.

A topic is unread for a person when its activity number is above what they have read of it: their mark on the
topic, or their floor where there is no mark. `compact_read_marks` raises the floor and leaves marks only
where something is unread, so that the number of marks above a floor, and with it the cost of a count, stays
small.
"""

import datetime

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from board.replies.models import Reply
from board.topics.audience import IN_AUDIENCE_SQL, audience_parameters
from board.topics.models import Topic
from board.topics.subqueries import PreparedSQL
from board.unread.models import ReadingFloor, ReadMark
from common.compiled_queries.compiled import compiled

CAP = 99  # counts above it are shown as 99+
# a transaction may draw a number and commit later than a higher one; none lives this long
SETTLED_AFTER = datetime.timedelta(hours=1)
MARKS_BEFORE_COMPACTION = 200

# above the floor: the scan skips at most the marks that compaction tolerates; below it: marks left. No row
# where the user has no floor yet, one empty row where nothing is unread.
_UNREAD = """
SELECT unread.id FROM board_readingfloor f LEFT JOIN LATERAL (
    (SELECT t.id, t.activity_no FROM board_topic t
     WHERE t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.activity_no > f.activity_no
       AND t.merged_into_id IS NULL AND <which>
       AND NOT EXISTS (SELECT 1 FROM board_readmark m
                       WHERE m.user_id = f.user_id AND m.topic_id = t.id AND m.activity_no >= t.activity_no)
     ORDER BY t.activity_no <way> LIMIT <limit>)
    UNION ALL
    (SELECT t.id, t.activity_no FROM board_readmark m JOIN board_topic t ON t.id = m.topic_id
     WHERE m.user_id = f.user_id AND m.activity_no < f.activity_no
       AND t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.merged_into_id IS NULL AND <which>
       AND t.activity_no > m.activity_no AND t.activity_no <= f.activity_no
     <sort> LIMIT <limit>)
    <sort> LIMIT <limit>) unread ON true
WHERE f.user_id = %(user)s
"""


def _unread_sql(which: str = "true", *, way: str = "DESC", is_sorted: bool = True) -> str:
    """Unsorted it stops at the limit: enough for a count."""
    sql = _UNREAD.replace("<sort>", "ORDER BY activity_no <way>" if is_sorted else "").replace("<way>", way)
    return sql.replace("<which>", f"{IN_AUDIENCE_SQL} AND {which}")


_LISTED, _COUNTED = _unread_sql(), _unread_sql(is_sorted=False)
_ANOTHER = _unread_sql("t.id <> board_topic.id", is_sorted=False).replace("<limit>", "1")
_ANOTHER_IS_UNREAD = PreparedSQL(f"({_ANOTHER}) IS NOT NULL")

_MARKS = """
SELECT f.activity_no, m.topic_id, m.activity_no FROM board_readingfloor f
LEFT JOIN board_readmark m ON m.user_id = f.user_id AND m.topic_id = ANY(%(topics)s)
WHERE f.user_id = %(user)s
"""


def floor_of(user) -> int:
    """The user's floor; made when first needed, so that everything before their account counts as read."""
    floor = ReadingFloor.objects.filter(user=user).values_list("activity_no", flat=True).first()
    if floor is None:
        made, _ = ReadingFloor.objects.get_or_create(user=user, defaults={"activity_no": number_before(user)})
        floor = made.activity_no
    return floor


def number_before(user) -> int:
    """The board's number on the day the user's account was made."""
    return max(_number_at(Topic, "last_activity_at", user), _number_at(Reply, "created_at", user))


def _number_at(model, moment: str, user) -> int:
    rows = model.objects.filter(activity_no__isnull=False, **{f"{moment}__lte": user.joined_at})
    return rows.order_by("-activity_no").values_list("activity_no", flat=True).first() or 0


def read_up_to(user, topic) -> int:
    """The activity number up to which the user has read the topic; one query."""
    row = _floor_and_mark.first(user=user.pk, topic=topic.pk)
    if row is None:  # the first visit; yet they may have written, and so read, something before
        floor_of(user)
        return read_up_to(user, topic)
    floor, marked = row
    return floor if marked is None else marked


@compiled
def _floor_and_mark(*, user, topic):
    mark = ReadMark.objects.filter(user=user, topic=topic).values("activity_no")[:1]
    return ReadingFloor.objects.filter(user=user).values_list("activity_no", mark)


def unread_ids(user, limit: int) -> list[int]:
    """Primary keys of the user's unread topics, most recently active first; one query."""
    return _unread(user, _LISTED, limit=limit)


def unread_count(user) -> int:
    """Unread topics, at most CAP + 1; one query whose cost does not grow with the board."""
    return len(_unread(user, _COUNTED, limit=CAP + 1))


def next_unread_id(user, topic: Topic, *, older: bool) -> int | None:
    """Key of the unread topic next to this one: less recently active, or more; None where no other is left.

    At the end it begins again from the other end, so that who reads on misses none.
    """
    way, beyond, end = ("DESC", "<", 2**62) if older else ("ASC", ">", 0)
    sql = _unread_sql(f"t.id <> %(here)s AND t.activity_no {beyond} %(number)s", way=way)
    for number in (topic.activity_no, end):
        if found := _unread(user, sql, limit=1, here=topic.pk, number=number):
            return found[0]
    return None


def another_is_unread(user):
    """An expression for the query of one topic: whether the user has another one unread.

    Null, as false, where the user has no floor yet: the page makes it.
    """
    return _ANOTHER_IS_UNREAD.expression(user, BooleanField())


def _unread(user, sql: str, *, limit: int, **parameters) -> list[int]:
    if not user.is_authenticated or not user.is_member:
        return []
    statement = sql.replace("<limit>", str(limit))  # in the text PostgreSQL plans with it, once
    with connection.cursor() as cursor:
        cursor.execute(statement, {"user": user.pk, **audience_parameters(user), **parameters})
        rows = cursor.fetchall()
    if not rows:
        floor_of(user)
        return _unread(user, sql, limit=limit, **parameters)
    return [topic_id for (topic_id,) in rows if topic_id is not None]


def mark_unread_rows(topics: list[Topic], user) -> list[Topic]:
    """Set on each topic of a page whether it is `unread`; one query, whatever the list."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"user": user.pk, "topics": [topic.pk for topic in topics]})
        rows = cursor.fetchall()
    floor = rows[0][0] if rows else floor_of(user)
    read = {topic_id: number for _, topic_id, number in rows if topic_id}
    for topic in topics:
        topic.unread = topic.activity_no > read.get(topic.pk, floor)
    return topics


def with_unread(topics, user, *, has_floor=False):
    """The topics with `read_no` (up to where the user has read) and `unread`; costs a look-up a row, no join.

    `has_floor` where the floor was asked for just now, as `unread_count` does: saves that query.
    """
    floors = ReadingFloor.objects.filter(user=user).values("activity_no")
    floor = Subquery(floors) if has_floor else floor_of(user)
    mark = ReadMark.objects.filter(user=user, topic=OuterRef("pk")).values("activity_no")
    read = topics.annotate(read_no=Coalesce(Subquery(mark), floor))
    return read.annotate(unread=ExpressionWrapper(Q(activity_no__gt=F("read_no")), BooleanField()))


def settled_number() -> int:
    """A number at and below which nothing can still be committed."""
    settled = Topic.objects.filter(
        published_at__isnull=False, last_activity_at__lte=timezone.now() - SETTLED_AFTER
    )
    return settled.order_by("-activity_no").values_list("activity_no", flat=True).first() or 0


def floors_to_compact():
    """Floors of people with so many marks above them that counting would begin to cost."""
    above = ReadMark.objects.filter(user=OuterRef("pk"), activity_no__gt=OuterRef("activity_no"))
    marks = above.order_by().values("user").annotate(number=Count("pk")).values("number")
    return ReadingFloor.objects.annotate(marks=Subquery(marks)).filter(marks__gt=MARKS_BEFORE_COMPACTION)
