from django.db import connection

from board.notifications.queries import LINES_SQL, Line, fetch_lines

# waiting lines from before the moment of their owner's rhythm, of owners whom mail reaches
DUE_SQL = """l.settled_at IS NULL
    AND l.created_at < CASE coalesce(ru.rhythm, rs.rhythm) WHEN 'weekly' THEN %(weekly)s ELSE %(daily)s END
    AND NOT (coalesce(u.bounced_address = u.email, false)
             OR (l.section_id IS NOT NULL AND s.bounced_at IS NOT NULL))"""


def addresses_due(moments: dict, had_since, limit: int) -> list[str]:
    """Addresses with lines that are due and no digest since that moment."""
    sql = f"""SELECT DISTINCT due.address FROM ({LINES_SQL} {DUE_SQL}) due
        WHERE NOT EXISTS (SELECT 1 FROM common_outgoingmail mail WHERE mail.purpose = 'board.digest'
                          AND mail.created_at >= %(had_since)s AND mail."to" = due.address)
        ORDER BY due.address LIMIT %(limit)s"""  # noqa: S608 our own words only
    with connection.cursor() as cursor:
        cursor.execute(sql, {**moments, "had_since": had_since, "limit": limit})
        return [address for (address,) in cursor.fetchall()]


def lines_due(moments: dict, addresses: list[str]) -> list[Line]:
    """The due lines of these addresses, the oldest first; one query."""
    condition = f"{DUE_SQL} AND lower(coalesce(u.email, s.mailbox)) = ANY(%(addresses)s) ORDER BY l.id"
    return fetch_lines(condition, {**moments, "addresses": addresses})
