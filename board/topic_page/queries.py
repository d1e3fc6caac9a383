"""What the part "answers" reads with the topic itself, as SQL: built by the ORM it cost 10 ms a page."""

import re

from board.topics.audience import IN_AUDIENCE_SQL

_SIDE = "jsonb_build_object('pk', o.id, 'kind', o.kind, 'prefecture', o.prefecture, 'name', o.name)"

# the present official answer of each organisation: its newest
_OFFICIAL = """
SELECT coalesce(jsonb_agg(x), '[]'::jsonb) FROM (
    SELECT DISTINCT ON (r.organization_id)
           r.number, r.created_at AS at, s.name AS section, <side> AS organization
    FROM board_reply r
    JOIN members_organization o ON o.id = r.organization_id
    JOIN members_section s ON s.id = r.section_id
    WHERE r.topic_id = board_topic.id AND r.standing = 'official' AND r.hidden_at IS NULL
    ORDER BY r.organization_id, r.number DESC) x
"""

# the open assignment of his organisation
_ASSIGNMENT = """
SELECT jsonb_build_object(
    'pk', a.id, 'due', a.due, 'note', a.note, 'at', a.at, 'by', b.name, 'organization_id', a.organization_id,
    'assignee', jsonb_build_object(
        'pk', u.id, 'name', u.name, 'role', u.role, 'is_active', u.is_active,
        'section_id', s.id, 'organization_id', s.organization_id))
FROM board_assignment a
JOIN members_user u ON u.id = a.assignee_id
LEFT JOIN members_section s ON s.id = u.section_id
JOIN members_user b ON b.id = a.by_id
WHERE a.topic_id = board_topic.id AND a.done_at IS NULL AND a.organization_id = %(organization)s
"""

# talks on the topic that stand on the board for him, as `Topic.objects.listed_for`
_TALKS = """
SELECT coalesce(jsonb_agg(x), '[]'::jsonb) FROM (
    SELECT t.id AS pk, t.title, t.state, t.reply_count, t.last_activity_at AS at,
           <side> AS organization,
           (SELECT <side> FROM board_topic_audience_organizations c
            JOIN members_organization o ON o.id = c.organization_id
            WHERE c.topic_id = t.id LIMIT 1) AS partner
    FROM board_topic t JOIN members_organization o ON o.id = t.organization_id
    WHERE t.parent_id = board_topic.id AND t.published_at IS NOT NULL AND t.hidden_at IS NULL
      AND t.merged_into_id IS NULL AND <heard>
    ORDER BY t.activity_no DESC LIMIT 20) x
"""

# the topic that a talk is about, where he may see it, as `Topic.objects.visible_to`
_PARENT = """
SELECT jsonb_build_object('pk', t.id, 'title', t.title) FROM board_topic t
WHERE t.id = board_topic.parent_id AND t.published_at IS NOT NULL
  AND (%(hears_all)s OR t.organization_id = %(organization)s OR (t.hidden_at IS NULL AND <heard>))
"""

_NAMED = re.compile(r"%\((\w+)\)s")


def _prepared(sql: str) -> tuple[str, list[str]]:
    """The SQL with placeholders in order, as Django's compiler joins them, and their names."""
    sql = sql.replace("<side>", _SIDE).replace("<heard>", IN_AUDIENCE_SQL)
    return _NAMED.sub("%s", sql), _NAMED.findall(sql)


ANSWER_ROWS = {
    "official_rows": _prepared(_OFFICIAL),
    "assignment_row": _prepared(_ASSIGNMENT),
    "talk_rows": _prepared(_TALKS),
    "parent_row": _prepared(_PARENT),
}
