"""Exact unread marks at constant cost, with no time limit.

A topic is unread for a person when its activity number is above what he has read of it: his mark on the
topic, or his floor where he has no mark. `compact` lifts the floor and leaves marks only where something is
unread, so that the number of marks above a floor, and with it the cost of a count, stays small for ever.
"""

import datetime

from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from board.models import ReadingFloor, ReadMark, Reply, Topic
from board.models.audience import HEARD, sql_facts
from members.models import User

CAP = 99  # counts above it are shown as 99+
# a transaction may draw a number and commit later than a higher one; none lives this long
SETTLED_AFTER = datetime.timedelta(hours=1)
MARKS_BEFORE_COMPACTION = 200

# above the floor: the walk skips at most the marks that compaction tolerates; below it: marks left behind.
# No row where he has no floor yet, one empty row where nothing is unread.
_UNREAD = """
SELECT unread.id FROM board_readingfloor f LEFT JOIN LATERAL (
    (SELECT t.id FROM board_topic t
     WHERE t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.activity_no > f.activity_no
       AND t.merged_into_id IS NULL AND <heard>
       AND NOT EXISTS (SELECT 1 FROM board_readmark m
                       WHERE m.user_id = f.user_id AND m.topic_id = t.id AND m.activity_no >= t.activity_no)
     ORDER BY t.activity_no DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT t.id FROM board_readmark m JOIN board_topic t ON t.id = m.topic_id
     WHERE m.user_id = f.user_id AND m.activity_no < f.activity_no
       AND t.published_at IS NOT NULL AND t.hidden_at IS NULL
       AND t.merged_into_id IS NULL AND <heard>
       AND t.activity_no > m.activity_no AND t.activity_no <= f.activity_no
     ORDER BY t.activity_no DESC LIMIT %(limit)s)
    LIMIT %(limit)s) unread ON true
WHERE f.user_id = %(user)s
""".replace("<heard>", HEARD)

# a count of what was left behind needs no order, and stops at the limit
_UNREAD_UNSORTED = _UNREAD.replace(
    "<= f.activity_no\n     ORDER BY t.activity_no DESC LIMIT", "<= f.activity_no\n     LIMIT"
)

_MARKS = """
SELECT f.activity_no, m.topic_id, m.activity_no FROM board_readingfloor f
LEFT JOIN board_readmark m ON m.user_id = f.user_id AND m.topic_id = ANY(%(topics)s)
WHERE f.user_id = %(user)s
"""

_MARK = """
INSERT INTO board_readmark (user_id, topic_id, activity_no) VALUES (%s, %s, %s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
"""

# what he has not read below the new floor gets a mark that says how far he had read: the old floor. What is
# not for him gets none: where it comes to be for him later, its activity number rises (widen_audience).
# A change (edit_no) makes nothing unread, but he is shown it: so it leaves a mark too.
_LEAVE_BEHIND = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(user)s, t.id, %(old)s FROM board_topic t
WHERE t.published_at IS NOT NULL AND (t.activity_no > %(old)s OR t.edit_no > %(old)s) AND <heard>
ON CONFLICT (user_id, topic_id) DO NOTHING
""".replace("<heard>", HEARD)

# who had read the topic whole, has read it whole under its new number too
_CARRY_ON = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT u.id, %(topic)s, %(new)s FROM members_user u
JOIN members_section s ON s.id = u.section_id AND s.organization_id = ANY(%(organizations)s)
LEFT JOIN board_readingfloor f ON f.user_id = u.id
LEFT JOIN board_readmark m ON m.user_id = u.id AND m.topic_id = %(topic)s
WHERE coalesce(m.activity_no, f.activity_no) >= %(old)s
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
"""

# the mark of one who read all but a change goes after a year, so that marks below the floor stay few
_DROP_REDUNDANT = """
DELETE FROM board_readmark m USING board_topic t
WHERE m.user_id = %(user)s AND t.id = m.topic_id
  AND m.activity_no <= %(new)s AND m.activity_no >= t.activity_no
  AND (m.activity_no >= coalesce(t.edit_no, 0) OR t.edited_at < %(now)s - interval '1 year')
"""

_MARK_ALL = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(user)s, t.id, greatest(t.activity_no, coalesce(t.edit_no, 0)) FROM board_topic t
WHERE t.published_at IS NOT NULL AND t.hidden_at IS NULL AND <heard>
  AND (t.activity_no > %(new)s OR t.edit_no > %(new)s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
""".replace("<heard>", HEARD)


def floor_of(user) -> int:
    """His floor; made at the first need, so that everything before his account counts as read."""
    floor = ReadingFloor.objects.filter(user=user).values_list("activity_no", flat=True).first()
    if floor is None:
        made, _ = ReadingFloor.objects.get_or_create(user=user, defaults={"activity_no": number_before(user)})
        floor = made.activity_no
    return floor


def number_before(user) -> int:
    """The board's number on the day his account was made."""
    return max(_number_at(Topic, "last_activity_at", user), _number_at(Reply, "created_at", user))


def _number_at(model, moment: str, user) -> int:
    rows = model.objects.filter(activity_no__isnull=False, **{f"{moment}__lte": user.joined_at})
    return rows.order_by("-activity_no").values_list("activity_no", flat=True).first() or 0


def read_up_to(user, topic) -> int:
    """The activity number up to which he has read the topic; one query."""
    mark = ReadMark.objects.filter(user=user, topic=topic).values("activity_no")[:1]
    row = ReadingFloor.objects.filter(user=user).values_list("activity_no", mark).first()
    if row is None:  # his first visit; yet he may have written, and so read, something before
        floor_of(user)
        return read_up_to(user, topic)
    floor, marked = row
    return floor if marked is None else marked


def mark_read(user, topic_id: int, activity_no: int) -> None:
    """He has read the topic up to this number; never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [user.pk, topic_id, activity_no])


def carry_on(topic_id: int, old: int, new: int, organizations: list[int]) -> None:
    """A topic gets a new number that is no news to these organisations: what they read goes with it."""
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_ON, {"topic": topic_id, "old": old, "new": new, "organizations": organizations})


def unread_ids(user, limit: int) -> list[int]:
    """Primary keys of his unread topics, most recently active first; one query."""
    return _unread(user, _UNREAD, limit)


def unread_count(user) -> int:
    """Unread topics, at most CAP + 1; one query whose cost does not grow with the board."""
    return len(_unread(user, _UNREAD_UNSORTED, CAP + 1))


def _unread(user, sql: str, limit: int) -> list[int]:
    if not user.is_authenticated or not user.is_member:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, {"user": user.pk, "limit": limit, **sql_facts(user)})
        rows = cursor.fetchall()
    if not rows:
        floor_of(user)
        return _unread(user, sql, limit)
    return [topic_id for (topic_id,) in rows if topic_id is not None]


def mark_rows(topics: list[Topic], user) -> list[Topic]:
    """Say on each topic of a page whether it is `unread`; one query, whatever the list behind it."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"user": user.pk, "topics": [topic.pk for topic in topics]})
        rows = cursor.fetchall()
    floor = rows[0][0] if rows else floor_of(user)
    read = {topic_id: number for _, topic_id, number in rows if topic_id}
    for topic in topics:
        topic.unread = topic.activity_no > read.get(topic.pk, floor)
    return topics


def with_unread(topics, user, *, has_floor=False):
    """The topics with `read_no` (up to where he has read) and `unread`; costs a look-up a row, no join.

    `has_floor` where his floor was asked for just now, as `unread_count` does: saves that query.
    """
    floors = ReadingFloor.objects.filter(user=user).values("activity_no")
    floor = Subquery(floors) if has_floor else floor_of(user)
    mark = ReadMark.objects.filter(user=user, topic=OuterRef("pk")).values("activity_no")
    read = topics.annotate(read_no=Coalesce(Subquery(mark), floor))
    return read.annotate(unread=ExpressionWrapper(Q(activity_no__gt=F("read_no")), BooleanField()))


def _settled_number() -> int:
    """A number at and below which nothing can still be committed."""
    settled = Topic.objects.filter(
        published_at__isnull=False, last_activity_at__lte=timezone.now() - SETTLED_AFTER
    )
    return settled.order_by("-activity_no").values_list("activity_no", flat=True).first() or 0


@transaction.atomic
def mark_all_read(user) -> None:
    """Everything he can see now is read; what is being posted at this moment is not."""
    floor_of(user)
    floor = ReadingFloor.objects.select_for_update().get(user=user)
    new = max(floor.activity_no, _settled_number())
    with connection.cursor() as cursor:
        cursor.execute(_MARK_ALL, {"user": user.pk, "new": new, **sql_facts(user)})
    ReadMark.objects.filter(user=user, activity_no__lt=new, topic__activity_no__lte=new).delete()
    _lift(floor, new)


@transaction.atomic
def compact(user_id: int) -> None:
    """Lift his floor to the last settled number; what he has not read keeps a mark."""
    floor = ReadingFloor.objects.select_for_update().get(user=user_id)
    new = _settled_number()
    if new <= floor.activity_no:
        return
    user = User.objects.select_related("section__organization").get(pk=user_id)
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE_BEHIND, {"user": user_id, "old": floor.activity_no, **sql_facts(user)})
    _lift(floor, new)


def _lift(floor: ReadingFloor, new: int) -> None:
    floor.activity_no = new
    floor.save(update_fields=["activity_no"])
    with connection.cursor() as cursor:
        cursor.execute(_DROP_REDUNDANT, {"user": floor.user_id, "new": new, "now": timezone.now()})


def users_to_compact() -> list[int]:
    """People with so many marks above their floor that counting would begin to cost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.user_id FROM board_readmark m JOIN board_readingfloor f ON f.user_id = m.user_id"
            " WHERE m.activity_no > f.activity_no GROUP BY m.user_id HAVING count(*) > %s",
            [MARKS_BEFORE_COMPACTION],
        )
        return [row[0] for row in cursor.fetchall()]
