"""Whether a notification still holds: asked when it is mailed, not only when it was planned."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

GATHER = datetime.timedelta(minutes=5)  # who was just told of a reply is told of the next ones together
GATHERED_BY = 3 * GATHER  # a notification that was put off is mailed by then, or waits for a digest

# the same as topics.queries.organizations_in_audience, for an organisation `o` and a topic `t`
MAY_READ_SQL = """(
    o.withdrawn_on IS NULL AND (o.joined_on IS NOT NULL OR o.kind IN ('special_ward', 'secretariat'))
    AND (t.audience = 'all' OR o.kind = 'secretariat' OR t.organization_id = o.id
         OR (t.audience = 'wards' AND o.kind = 'special_ward')
         OR (t.audience = 'chosen' AND EXISTS (SELECT 1 FROM board_topic_audience_organizations a
                                               WHERE a.topic_id = t.id AND a.organization_id = o.id))))"""

# on the board for everybody who may read it
ON_BOARD_SQL = "(t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.merged_into_id IS NULL)"

# what a section has not chosen: the secretariat's topics, those that name its ward, replies and mentions are
# mailed at once, other new topics once a week
RHYTHM_SQL = """CASE
    coalesce(ru.rhythm, rs.rhythm, CASE WHEN l.user_id IS NULL THEN 'default' ELSE 'at_once' END)
    WHEN 'default' THEN CASE
        WHEN l.occasion <> 'new' OR t.kind = 'talk' OR author.kind = 'secretariat' THEN 'at_once'
        WHEN EXISTS (SELECT 1 FROM board_topic_wards w
                     WHERE NOT t.all_wards AND w.topic_id = t.id AND w.organization_id = o.id) THEN 'at_once'
        ELSE 'weekly' END
    ELSE coalesce(ru.rhythm, rs.rhythm, 'at_once') END"""

# its owner has stopped the topic, or has since chosen less than what it tells
UNWANTED_SQL = """(
    EXISTS (SELECT 1 FROM board_topicwatch w WHERE w.topic_id = t.id AND NOT w.wanted
            AND (w.user_id = l.user_id OR w.section_id = l.section_id))
    OR l.occasion <> 'mention' AND t.kind <> 'talk'
        AND NOT EXISTS (SELECT 1 FROM board_topicwatch w WHERE w.topic_id = t.id AND w.wanted
                        AND (w.user_id = l.user_id OR w.section_id = l.section_id))
        AND EXISTS (SELECT 1 FROM board_watch w WHERE w.user_id = l.user_id OR w.section_id = l.section_id)
        AND NOT EXISTS (SELECT 1 FROM board_watch w
                        WHERE (w.user_id = l.user_id OR w.section_id = l.section_id)
                        AND (w.level IN ('all', 'new') OR w.level = 'ours' AND l.occasion <> 'new')))"""

PENDING_SQL = """
SELECT l.id, l.event, l.occasion, l.topic_id, l.reply_id, l.summary, l.user_id, l.section_id,
    lower(coalesce(u.email, s.mailbox)) AS address,
    coalesce(<on board> AND (r.id IS NULL OR r.hidden_at IS NULL)
        AND coalesce(u.is_active, s.closed_at IS NULL) AND <may read>
        AND NOT <unwanted>, false) AS still_holds,
    l.user_id IS NOT NULL AND coalesce(m.activity_no, f.activity_no, 0) >= l.activity_no AS was_read,
    coalesce(u.bounced_address = u.email, false)
        OR (l.section_id IS NOT NULL AND s.bounced_at IS NOT NULL) AS undeliverable,
    <rhythm> AS rhythm
FROM board_notification l
JOIN board_topic t ON t.id = l.topic_id
JOIN members_organization author ON author.id = t.organization_id
LEFT JOIN board_reply r ON r.id = l.reply_id
LEFT JOIN members_user u ON u.id = l.user_id
LEFT JOIN members_section us ON us.id = u.section_id
LEFT JOIN members_section s ON s.id = l.section_id
LEFT JOIN members_organization o ON o.id = coalesce(us.organization_id, s.organization_id)
LEFT JOIN board_notificationrhythm ru ON ru.user_id = l.user_id
LEFT JOIN board_notificationrhythm rs ON rs.section_id = l.section_id
LEFT JOIN board_readmark m ON m.user_id = l.user_id AND m.topic_id = l.topic_id
LEFT JOIN board_readingfloor f ON f.user_id = l.user_id
WHERE """.replace("<on board>", ON_BOARD_SQL).replace("<may read>", MAY_READ_SQL)
for name, expression in (("<rhythm>", RHYTHM_SQL), ("<unwanted>", UNWANTED_SQL)):
    PENDING_SQL = PENDING_SQL.replace(name, expression)


@dataclass(frozen=True)
class PendingNotification:
    """A notification with what decides about it now."""

    pk: int
    event: str
    occasion: str
    topic_id: int
    reply_id: int | None
    summary: str
    user_id: int | None
    section_id: int | None
    address: str
    still_holds: bool
    was_read: bool
    undeliverable: bool
    rhythm: str

    @property
    def owner(self) -> str:
        """u12 for a person, s34 for a section mailbox."""
        return f"u{self.user_id}" if self.user_id else f"s{self.section_id}"


def pending_notifications(ids: Iterable[int]) -> list[PendingNotification]:
    """These notifications as they are now; one query."""
    return fetch_pending("l.id = ANY(%(ids)s) ORDER BY l.id", {"ids": list(ids)})


def fetch_pending(condition: str, parameters: dict) -> list[PendingNotification]:
    with connection.cursor() as cursor:
        cursor.execute(PENDING_SQL + condition, parameters)
        return [PendingNotification(*row) for row in cursor.fetchall()]


def start_of_day(day: datetime.date) -> datetime.datetime:
    """The moment at which a day begins in Tokyo."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_default_timezone())
