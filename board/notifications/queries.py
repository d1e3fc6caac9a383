"""Whether a notification still holds: asked when it is mailed, not only when it was planned."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

# the same as topics.queries.organizations_in_audience, for an organisation `o` and a topic `t`
MAY_READ_SQL = """(
    o.withdrawn_on IS NULL AND (o.joined_on IS NOT NULL OR o.kind IN ('special_ward', 'secretariat'))
    AND (t.audience = 'all' OR o.kind = 'secretariat' OR t.organization_id = o.id
         OR (t.audience = 'wards' AND o.kind = 'special_ward')
         OR (t.audience = 'chosen' AND EXISTS (SELECT 1 FROM board_topic_audience_organizations a
                                               WHERE a.topic_id = t.id AND a.organization_id = o.id))))"""

# on the board for everybody who may read it
ON_BOARD_SQL = "(t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.merged_into_id IS NULL)"

PENDING_SQL = """
SELECT l.id, l.event, l.occasion, l.topic_id, l.summary, l.user_id, l.section_id,
    lower(coalesce(u.email, s.mailbox)) AS address,
    coalesce(<on board> AND (r.id IS NULL OR r.hidden_at IS NULL)
        AND coalesce(u.is_active, s.closed_at IS NULL) AND <may read>
        AND NOT EXISTS (SELECT 1 FROM board_topicwatch w WHERE w.topic_id = t.id AND NOT w.wanted
                        AND (w.user_id = l.user_id OR w.section_id = l.section_id)), false) AS still_holds,
    l.user_id IS NOT NULL AND coalesce(m.activity_no, f.activity_no, 0) >= l.activity_no AS was_read,
    coalesce(u.bounced_address = u.email, false)
        OR (l.section_id IS NOT NULL AND s.bounced_at IS NOT NULL) AS undeliverable,
    coalesce(ru.rhythm, rs.rhythm, 'at_once') AS rhythm
FROM board_notification l
JOIN board_topic t ON t.id = l.topic_id
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


@dataclass(frozen=True)
class PendingNotification:
    """A notification with what decides about it now."""

    pk: int
    event: str
    occasion: str
    topic_id: int
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
