"""From one unread topic to the next (次の未読へ), in the order of activity, at constant cost."""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from board.topics.audience import IN_AUDIENCE_SQL, audience_parameters
from board.topics.models import Topic
from board.unread import queries

NEAR = 500  # topics looked at one by one before the marks are asked

_MAY_BE = """t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.merged_into_id IS NULL
    AND t.id <> %(here)s AND <in audience>""".replace("<in audience>", IN_AUDIENCE_SQL)

# who has much unread finds the next one near; the scan stops at the first
_NEAR = """
SELECT t.id FROM (
    SELECT * FROM board_topic n WHERE n.published_at IS NOT NULL AND n.hidden_at IS NULL
      AND n.activity_no <beyond> %(number)s
    ORDER BY n.activity_no <way> LIMIT <near>) t
CROSS JOIN (SELECT activity_no FROM board_readingfloor WHERE user_id = %(user)s) f
LEFT JOIN board_readmark m ON m.user_id = %(user)s AND m.topic_id = t.id
WHERE <may be> AND t.activity_no > coalesce(m.activity_no, f.activity_no)
ORDER BY t.activity_no <way> LIMIT 1
""".replace("<may be>", _MAY_BE).replace("<near>", str(NEAR))

# who has little unread has few marks left, and few read topics above the floor
_FAR = """
SELECT id FROM (
    (SELECT t.id, t.activity_no FROM board_topic t
     WHERE t.activity_no > %(floor)s AND t.activity_no <beyond> %(number)s AND <may be>
       AND NOT EXISTS (SELECT 1 FROM board_readmark m WHERE m.user_id = %(user)s
                       AND m.topic_id = t.id AND m.activity_no >= t.activity_no)
     ORDER BY t.activity_no <way> LIMIT 1)
    UNION ALL
    (SELECT t.id, t.activity_no FROM board_readmark m JOIN board_topic t ON t.id = m.topic_id
     WHERE m.user_id = %(user)s AND m.activity_no < %(floor)s AND t.activity_no > m.activity_no
       AND t.activity_no <= %(floor)s AND t.activity_no <beyond> %(number)s AND <may be>
     ORDER BY t.activity_no <way> LIMIT 1)) found
ORDER BY activity_no <way> LIMIT 1
""".replace("<may be>", _MAY_BE)
_DIRECTIONS = {True: {"<beyond>": "<", "<way>": "DESC"}, False: {"<beyond>": ">", "<way>": "ASC"}}


def next_unread_id(user, topic: Topic, *, older: bool) -> int | None:
    """Key of the unread topic next to this one: less recently active, or more; None where no other is left.

    At the end it begins again from the other end, so that who reads on misses none.
    """
    floor = queries.floor_of(user)
    beyond_all = 2**62 if older else 0
    for number in (topic.activity_no, beyond_all):
        parameters = {
            "user": user.pk,
            "here": topic.pk,
            "number": number,
            "floor": floor,
            **audience_parameters(user),
        }
        found = _first(_NEAR, older, parameters) or _first(_FAR, older, parameters)
        if found:
            return found
    return None


def _first(sql: str, older: bool, parameters: dict) -> int | None:
    for place, words in _DIRECTIONS[older].items():
        sql = sql.replace(place, words)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


# from the newest down; a bare EXISTS has no order, and the planner would scan the board by its keys
_ANOTHER = """
SELECT (SELECT t.id FROM board_topic t
        WHERE t.activity_no > f.activity_no AND <may be>
          AND NOT EXISTS (SELECT 1 FROM board_readmark m WHERE m.user_id = f.user_id
                          AND m.topic_id = t.id AND m.activity_no >= t.activity_no)
        ORDER BY t.activity_no DESC LIMIT 1) IS NOT NULL
    OR EXISTS (SELECT 1 FROM board_readmark m JOIN board_topic t ON t.id = m.topic_id
               WHERE m.user_id = f.user_id AND m.activity_no < f.activity_no
                 AND t.activity_no > m.activity_no AND t.activity_no <= f.activity_no AND <may be>)
FROM board_readingfloor f WHERE f.user_id = %(user)s
""".replace("<may be>", _MAY_BE)


def another_is_unread(user) -> RawSQL:
    """An expression for the query of one topic: whether the user has another one unread.

    As text, because putting it together again on every page cost more than asking it; only numbers and truth
    values are put in. Null, as false, where the user has no floor yet: the page makes it.
    """
    parameters = {"user": int(user.pk), "here": '"board_topic"."id"'}
    parameters |= {
        name: int(value) if name == "organization" else bool(value)
        for name, value in audience_parameters(user).items()
    }
    return RawSQL(_ANOTHER % parameters, [], output_field=BooleanField())  # noqa: S611
