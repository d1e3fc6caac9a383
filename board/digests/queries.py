from django.db import connection

from board.notifications.queries import PENDING_SQL, RHYTHM_SQL, PendingNotification, fetch_pending

# waiting since before the cutoff of their owner's rhythm, of owners whom mail reaches
DUE_SQL = f"""l.settled_at IS NULL
    AND l.created_at < CASE {RHYTHM_SQL}
        WHEN 'weekly' THEN %(weekly)s WHEN 'at_once' THEN %(at_once)s ELSE %(daily)s END
    AND NOT (coalesce(u.bounced_address = u.email, false)
             OR (l.section_id IS NOT NULL AND s.bounced_at IS NOT NULL))"""


# by the owners: an index serves each half, whatever else waits
_OF_ADDRESSES = """
    SELECT n.id FROM members_user owner
    JOIN board_notification n ON n.section_id IS NULL AND n.user_id = owner.id AND n.settled_at IS NULL
    WHERE lower(owner.email) = ANY(%(addresses)s)
    UNION ALL
    SELECT n.id FROM members_section owner
    JOIN board_notification n ON n.section_id = owner.id AND n.settled_at IS NULL
    WHERE lower(owner.mailbox) = ANY(%(addresses)s)"""


def due_addresses(cutoffs: dict, limit: int, excluded: list[str]) -> list[str]:
    """Addresses with due notifications and no digest today."""
    sql = f"""SELECT DISTINCT due.address FROM ({PENDING_SQL} {DUE_SQL}) due
        WHERE NOT EXISTS (SELECT 1 FROM common_outgoingmail mail WHERE mail.purpose = 'board.digest'
                          AND mail.created_at >= %(midnight)s AND lower(mail."to") = due.address)
        AND NOT due.address = ANY(%(excluded)s)
        ORDER BY due.address LIMIT %(limit)s"""  # noqa: S608 our own words only
    with connection.cursor() as cursor:
        cursor.execute(sql, {**cutoffs, "limit": limit, "excluded": excluded})
        return [address for (address,) in cursor.fetchall()]


def due_notifications(cutoffs: dict, addresses: list[str]) -> list[PendingNotification]:
    """The due notifications of these addresses, the oldest first; one query."""
    condition = f"{DUE_SQL} AND l.id IN ({_OF_ADDRESSES}) ORDER BY l.id"
    return fetch_pending(condition, {**cutoffs, "addresses": addresses})
