"""The open assignment of the reader's organisation (団体内の担当割当)."""

import datetime

from board.assignments.models import Assignment
from board.assignments.rules import can_assign_topic
from board.topics.subqueries import PreparedSQL
from members.sections.models import Section
from members.users.models import User

_OPEN_ASSIGNMENT = PreparedSQL("""
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
""")


def annotations(user) -> dict:
    return {"assignment_row": _OPEN_ASSIGNMENT.expression(user)}


def context(request, topic, replies: list) -> dict:
    return {"assignment": _assignment_of(topic), "may_assign": can_assign_topic(request.user, topic)}


def _assignment_of(topic) -> Assignment | None:
    """Put together from the topic's own query, so that the page asks nothing more."""
    row = topic.assignment_row
    if row is None:
        return None
    person = dict(row["assignee"])
    section = Section(pk=person.pop("section_id"), organization_id=person.pop("organization_id"))
    return Assignment(
        pk=row["pk"],
        topic=topic,
        organization_id=row["organization_id"],
        assignee=User(section=section if section.pk else None, **person),
        due=datetime.date.fromisoformat(row["due"]) if row["due"] else None,
        note=row["note"],
        by=User(name=row["by"]),
        at=datetime.datetime.fromisoformat(row["at"]),
    )
