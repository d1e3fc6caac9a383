from django.db import connection, transaction
from django.utils import timezone

from board.topics.audience import IN_AUDIENCE_SQL, audience_parameters
from board.unread.models import ReadingFloor, ReadMark
from board.unread.queries import floor_of, settled_number
from members.users.models import User

_MARK = """
INSERT INTO board_readmark (user_id, topic_id, activity_no) VALUES (%s, %s, %s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
"""

# what the user has not read below the new floor gets a mark of how far they had read: the old floor. What is
# not for them gets none: where it comes to be for them later, its activity number rises (change_audience). A
# change (edit_no) makes nothing unread, but it is shown: so it leaves a mark too.
_KEEP_UNREAD = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(user)s, t.id, %(old)s FROM board_topic t
WHERE t.published_at IS NOT NULL AND (t.activity_no > %(old)s OR t.edit_no > %(old)s) AND <in audience>
ON CONFLICT (user_id, topic_id) DO NOTHING
""".replace("<in audience>", IN_AUDIENCE_SQL)

# who had read the topic whole, has read it whole under its new number too
_KEEP_READ = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT u.id, %(topic)s, %(new)s FROM members_user u
JOIN members_section s ON s.id = u.section_id AND s.organization_id = ANY(%(organizations)s)
LEFT JOIN board_readingfloor f ON f.user_id = u.id
LEFT JOIN board_readmark m ON m.user_id = u.id AND m.topic_id = %(topic)s
WHERE coalesce(m.activity_no, f.activity_no) >= %(old)s
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
"""

# a mark that lacks only a change is deleted after a year, so that marks below the floor stay few
_DROP_REDUNDANT = """
DELETE FROM board_readmark m USING board_topic t
WHERE m.user_id = %(user)s AND t.id = m.topic_id
  AND m.activity_no <= %(new)s AND m.activity_no >= t.activity_no
  AND (m.activity_no >= coalesce(t.edit_no, 0) OR t.edited_at < %(now)s - interval '1 year')
"""

_MARK_ALL = """
INSERT INTO board_readmark (user_id, topic_id, activity_no)
SELECT %(user)s, t.id, greatest(t.activity_no, coalesce(t.edit_no, 0)) FROM board_topic t
WHERE t.published_at IS NOT NULL AND t.hidden_at IS NULL AND <in audience>
  AND (t.activity_no > %(new)s OR t.edit_no > %(new)s)
ON CONFLICT (user_id, topic_id) DO UPDATE SET activity_no = excluded.activity_no
WHERE board_readmark.activity_no < excluded.activity_no
""".replace("<in audience>", IN_AUDIENCE_SQL)


def mark_read(user, topic_id: int, activity_no: int) -> None:
    """The user has read the topic up to this number; never goes back."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [user.pk, topic_id, activity_no])


def keep_marked_read(topic_id: int, old: int, new: int, organizations: list[int]) -> None:
    """A topic gets a new number that is no news to these organisations: what they read stays read."""
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP_READ, {"topic": topic_id, "old": old, "new": new, "organizations": organizations}
        )


@transaction.atomic
def mark_all_read(user) -> None:
    """Everything that the user can see now is read; what is being posted at this moment is not."""
    floor_of(user)
    floor = ReadingFloor.objects.select_for_update().get(user=user)
    new = max(floor.activity_no, settled_number())
    with connection.cursor() as cursor:
        cursor.execute(_MARK_ALL, {"user": user.pk, "new": new, **audience_parameters(user)})
    ReadMark.objects.filter(user=user, activity_no__lt=new, topic__activity_no__lte=new).delete()
    _raise_floor(floor, new)


@transaction.atomic
def compact_read_marks(user_id: int) -> None:
    """Raise the user's floor to the last settled number; what they have not read keeps a mark."""
    floor = ReadingFloor.objects.select_for_update().get(user=user_id)
    new = settled_number()
    if new <= floor.activity_no:
        return
    user = User.objects.select_related("section__organization").get(pk=user_id)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_UNREAD, {"user": user_id, "old": floor.activity_no, **audience_parameters(user)})
    _raise_floor(floor, new)


def _raise_floor(floor: ReadingFloor, new: int) -> None:
    floor.activity_no = new
    floor.save(update_fields=["activity_no"])
    with connection.cursor() as cursor:
        cursor.execute(_DROP_REDUNDANT, {"user": floor.user_id, "new": new, "now": timezone.now()})
