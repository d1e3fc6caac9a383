import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from board.digests.registry import Notice, current_notices, sections_told
from board.digests.rules import cutoffs
from board.notifications.queries import PENDING_SQL, RHYTHM_SQL, PendingNotification, fetch_pending
from board.subscriptions.models import NotificationRhythm
from common.japanese_calendar import first_working_day_of_week
from common.outbox.models import OutgoingMail
from members.users.models import User

AT_ONCE, WEEKLY = NotificationRhythm.Rhythm.AT_ONCE, NotificationRhythm.Rhythm.WEEKLY
DIGEST = "board.digest"
NOTICES_WAIT = datetime.timedelta(days=28)  # what no worker has sent by then is no news any more


def people_with_list(day: datetime.date) -> QuerySet[User]:
    """Whom that day's digest tells what waits for them: who wants it, on the days of their rhythm."""
    chosen = NotificationRhythm.objects.filter(user=OuterRef("pk"))
    here = User.objects.acting_for_section().filter(
        section__isnull=False, section__organization__withdrawn_on=None
    )
    people = here.exclude(pk__in=User.objects.unreached().values("pk")).annotate(
        wants_list=Coalesce(Subquery(chosen.values("with_pending")), True),
        rhythm=Coalesce(Subquery(chosen.values("rhythm")), Value(AT_ONCE)),
    )
    people = people.filter(wants_list=True)
    if day != first_working_day_of_week(day):
        people = people.exclude(rhythm=WEEKLY)
    return people.select_related("section__organization__local_government").order_by("pk")


def list_due(now: datetime.datetime) -> QuerySet[User]:
    """Those of them to whom no digest went today."""
    until = cutoffs(now)
    if until is None:
        return User.objects.none()
    sent = OutgoingMail.objects.filter(purpose=DIGEST, created_at__gte=until["midnight"])
    told = sent.annotate(address=Lower("to")).values("address")
    return people_with_list(until["day"]).alias(address=Lower("email")).exclude(address__in=told)


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


# to sections that have not stopped their digests, with those of their rhythm; at the latest once a week
_NOTICES = """
SELECT lower(s.mailbox) AS address, s.id AS section, notice.key FROM members_section s
LEFT JOIN board_notificationrhythm rs ON rs.section_id = s.id
JOIN unnest(%(keys)s::text[], %(since)s::timestamptz[]) AS notice (key, since)
    ON notice.since < CASE rs.rhythm WHEN 'daily' THEN %(daily)s ELSE %(weekly)s END
WHERE s.id = ANY(%(sections)s) AND s.bounced_at IS NULL
    AND (NOT EXISTS (SELECT 1 FROM board_watch w WHERE w.section_id = s.id)
         OR EXISTS (SELECT 1 FROM board_watch w WHERE w.section_id = s.id AND (
                    w.level IN ('all', 'new') OR w.level = 'ours' AND rs.rhythm IN ('daily', 'weekly'))))
    AND NOT EXISTS (SELECT 1 FROM common_outgoingmail mail
                    WHERE lower(mail."to") = lower(s.mailbox) AND mail.purpose = 'board.digest'
                      AND mail.created_at >= %(oldest)s AND mail.state <> 'skipped'
                      AND mail.id IS DISTINCT FROM %(but)s::bigint AND mail.facts->'notices' ? notice.key)"""


def _asked(cutoffs: dict, notices: Iterable[Notice], but: int | None = None) -> dict:
    notices = list(notices)
    return {
        **cutoffs,
        "keys": [notice.key for notice in notices],
        "since": [notice.since for notice in notices],
        "sections": sections_told() if notices else [],
        "oldest": cutoffs["midnight"] - NOTICES_WAIT,
        "but": but,
    }


# by address, with the sections that have it
DueNotices = dict[str, tuple[list[Notice], set[int]]]


def due_notices(cutoffs: dict, addresses: Iterable[str], *, but: int | None = None) -> DueNotices:
    """The notices that these addresses were not told yet, the oldest first.

    `but` is the key of a mail that does not count as telling.
    """
    notices = {notice.key: notice for notice in _waiting(cutoffs)}
    if not notices:
        return {}
    asked = _asked(cutoffs, notices.values(), but) | {"addresses": list(addresses)}
    with connection.cursor() as cursor:
        cursor.execute(f"{_NOTICES} AND lower(s.mailbox) = ANY(%(addresses)s)", asked)
        rows = cursor.fetchall()
    told, sections = defaultdict(set), defaultdict(set)
    for address, section, key in rows:
        told[address].add(key)
        sections[address].add(section)
    return {
        to: ([notice for key, notice in notices.items() if key in keys], sections[to])
        for to, keys in told.items()
    }


def _waiting(cutoffs: dict) -> list[Notice]:
    return sorted(current_notices(cutoffs["midnight"] - NOTICES_WAIT), key=lambda notice: notice.since)


def due_addresses(cutoffs: dict, limit: int, excluded: list[str]) -> list[str]:
    """Addresses with due notifications or notices, and no digest today."""
    notices = _waiting(cutoffs)
    told = f" UNION ALL SELECT address FROM ({_NOTICES}) notices" if notices else ""  # noqa: S608 the same
    sql = f"""SELECT DISTINCT due.address FROM (
            SELECT address FROM ({PENDING_SQL} {DUE_SQL}) notifications{told}) due
        WHERE NOT EXISTS (SELECT 1 FROM common_outgoingmail mail WHERE mail.purpose = 'board.digest'
                          AND mail.created_at >= %(midnight)s AND lower(mail."to") = due.address)
        AND NOT due.address = ANY(%(excluded)s)
        ORDER BY due.address LIMIT %(limit)s"""  # noqa: S608 our own words only
    asked = _asked(cutoffs, notices) | {"limit": limit, "excluded": excluded}
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return [address for (address,) in cursor.fetchall()]


def due_notifications(cutoffs: dict, addresses: list[str]) -> list[PendingNotification]:
    """The due notifications of these addresses, the oldest first; one query."""
    condition = f"{DUE_SQL} AND l.id IN ({_OF_ADDRESSES}) ORDER BY l.id"
    return fetch_pending(condition, {**cutoffs, "addresses": addresses})


# stops at the first of each address
_HAD_DIGESTS = """
SELECT address FROM unnest(%(addresses)s::text[]) AS address
WHERE EXISTS (SELECT 1 FROM common_outgoingmail mail
              WHERE lower(mail."to") = address AND mail.purpose = %(purpose)s)
"""


def had_digests(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses to which one was sent before."""
    with connection.cursor() as cursor:
        cursor.execute(_HAD_DIGESTS, {"addresses": list(addresses), "purpose": DIGEST})
        return {address for (address,) in cursor.fetchall()}
