"""Who is notified of an event: one statement writes a row for each subscribed person and section mailbox."""

from django.db import connection
from django.utils import timezone

from board.notifications.queries import MAY_READ_SQL, start_of_day
from board.replies.queries import repliers_of
from board.topics.models import Topic
from board.topics.queries import owner_organizations, sections_of_talk
from common import japanese_calendar
from members.handovers.queries import successors_of
from members.sections.models import Section

# planning and digests wait for each other: the daily cap stays exact, and they cannot deadlock. What is asked
# while it is held must cost the same however large the tables are
LOCK = 0x626F617264

_PLAN = """
WITH owner AS (
    SELECT u.id AS user_id, NULL::bigint AS section_id, s.organization_id,
           o.kind = 'special_ward' AS is_ward, lower(u.email) AS address
    FROM board_topic t CROSS JOIN members_user u
    JOIN members_section s ON s.id = u.section_id JOIN members_organization o ON o.id = s.organization_id
    WHERE t.id = %(topic)s AND u.is_active AND <may read>
    UNION ALL
    SELECT NULL, s.id, s.organization_id, o.kind = 'special_ward', lower(s.mailbox)
    FROM board_topic t CROSS JOIN members_section s JOIN members_organization o ON o.id = s.organization_id
    WHERE t.id = %(topic)s AND s.closed_at IS NULL AND <may read>
), fitting AS (
    SELECT DISTINCT ON (user_id, section_id) user_id, section_id, level
    FROM board_watch
    WHERE kind IN ('', %(kind)s) AND (theme = '' OR theme = ANY(%(themes)s))
      AND prefecture IN ('', %(prefecture)s)
      AND (ward_id IS NULL OR %(all_wards)s OR ward_id = ANY(%(wards)s))
    ORDER BY user_id, section_id,
      (kind <> '')::int + (theme <> '')::int + (prefecture <> '')::int + (ward_id IS NOT NULL)::int DESC,
      array_position(ARRAY['all', 'new', 'ours', 'none'], level::text)
), wish AS (
    SELECT owner.*, w.wanted,
        coalesce(fu.level, fs.level,
            CASE WHEN owner.section_id IS NOT NULL
                OR owner.is_ward AND (%(all_wards)s OR owner.organization_id = ANY(%(wards)s))
            THEN 'new' ELSE 'ours' END) AS level,
        owner.organization_id = ANY(%(mentioned)s) AS mentioned,
        CASE WHEN %(is_talk)s AND owner.section_id IS NULL THEN owner.organization_id = ANY(%(parties)s)
             WHEN owner.section_id IS NULL
             THEN owner.organization_id = ANY(%(owners)s) OR owner.user_id = ANY(%(repliers)s)
             ELSE owner.section_id = ANY(%(sections)s) END AS ours
    FROM owner
    LEFT JOIN fitting fu ON fu.user_id = owner.user_id
    LEFT JOIN fitting fs ON fs.section_id = owner.section_id
    LEFT JOIN board_topicwatch w ON w.topic_id = %(topic)s
        AND (w.user_id = owner.user_id OR w.section_id = owner.section_id)
), wanting AS (
    SELECT wish.*,
        wanted IS TRUE AND NOT %(is_mention)s
        OR level = 'all' AND NOT %(is_mention)s
        OR level = 'new' AND %(is_new)s AND NOT %(is_talk)s
        OR level <> 'none' AND ours AND NOT %(is_mention)s AND (NOT %(is_new)s OR %(is_talk)s)
        OR section_id IS NOT NULL AND %(is_talk)s AND ours AS wants
    FROM wish
)
INSERT INTO board_notification
    (user_id, section_id, event, occasion, topic_id, reply_id, summary, activity_no, created_at, outcome)
SELECT user_id, section_id, %(event)s, CASE WHEN mentioned THEN 'mention' ELSE %(occasion)s END,
    %(topic)s, %(reply)s, %(summary)s, %(activity_no)s, %(now)s, ''
FROM wanting
WHERE wanted IS NOT FALSE AND address <> %(by_address)s
  AND (user_id = %(by)s) IS NOT TRUE AND (section_id = %(by_section)s) IS NOT TRUE
  AND (wants OR mentioned AND (section_id IS NOT NULL OR level <> 'none')
       AND NOT EXISTS (SELECT 1 FROM board_notification l
                       WHERE l.topic_id = %(topic)s AND l.occasion = 'mention' AND l.created_at >= %(today)s
                         AND (l.user_id = wanting.user_id OR l.section_id = wanting.section_id)))
ORDER BY user_id, section_id
ON CONFLICT (user_id, section_id, event) DO NOTHING
RETURNING id
""".replace("<may read>", MAY_READ_SQL)


def plan_notifications(mail) -> list[int]:
    """Write the notifications of a WatchedMail in the caller's transaction; returns the keys of the new ones.

    A job that runs again finds its rows there and adds nothing.
    """
    parameters = _parameters(mail)  # before the lock: the repliers of a long topic are many
    lock_notifications()
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, parameters)
        return [pk for (pk,) in cursor.fetchall()]


def lock_notifications() -> None:
    """Wait for whoever plans or mails notifications; until the end of the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _parameters(mail) -> dict:
    topic, by, now = mail.topic, mail.by, timezone.now()
    wards = [] if topic.all_wards else list(topic.wards.values_list("pk", flat=True))
    return {
        "event": mail.event,
        "occasion": mail.occasion,
        "topic": topic.pk,
        "reply": mail.reply.pk if mail.reply else None,
        "summary": mail.summary,
        "activity_no": mail.activity_no,
        "now": now,
        "today": start_of_day(japanese_calendar.as_date(now)),
        "is_new": mail.occasion == "new",
        "is_mention": mail.occasion == "mention",
        "is_talk": topic.is_talk,
        "kind": topic.kind,
        "themes": list(topic.themes),
        "prefecture": topic.organization.prefecture or "-",
        "all_wards": topic.all_wards,
        "wards": wards,
        "owners": owner_organizations(topic),
        "parties": _parties(topic),
        "sections": _sections(topic),
        "repliers": _repliers(mail),
        "mentioned": mail.mentioned(),
        "by": by.pk if by else None,
        "by_address": by.email.lower() if by else "",
        "by_section": mail.section_id,
    }


def _parties(topic: Topic) -> list[int]:
    """The two organisations of a talk (相談)."""
    if not topic.is_talk:
        return []
    return [topic.organization_id, *topic.audience_organizations.values_list("pk", flat=True)]


def _sections(topic: Topic) -> list[int]:
    """Whose mailbox is notified: the topic's section, of a talk both; for a dissolved one the others."""
    sections = sections_of_talk(topic) if topic.is_talk else [topic.section]
    keys = {section.pk for section in sections if section.is_open}
    dissolved = [section.organization_id for section in sections if not section.is_open]
    if dissolved:
        keys.update(Section.objects.open().filter(organization__in=dissolved).values_list("pk", flat=True))
    return sorted(keys)


def _repliers(mail) -> list[int]:
    """Those who replied before, here or in a topic merged into this one, and their successors."""
    people = repliers_of(mail.topic, before=mail.reply.number if mail.reply else None)
    return sorted(people | successors_of(people)) if people else []
