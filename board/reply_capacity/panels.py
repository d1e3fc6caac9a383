"""Official answers (団体としての回答): the newest of each organisation, and which replies it replaced."""

import datetime

from board.replies.models import Reply
from board.reply_capacity.rules import can_set_reply_capacity
from board.topics.subqueries import PreparedSQL
from members.organizations.models import Organization

_NEWEST_OF_EACH_ORGANIZATION = PreparedSQL("""
SELECT coalesce(jsonb_agg(x), '[]'::jsonb) FROM (
    SELECT DISTINCT ON (r.organization_id)
           r.number, r.created_at AS at, s.name AS section, <organization> AS organization
    FROM board_reply r
    JOIN members_organization o ON o.id = r.organization_id
    JOIN members_section s ON s.id = r.section_id
    WHERE r.topic_id = board_topic.id AND r.capacity = 'official' AND r.hidden_at IS NULL
    ORDER BY r.organization_id, r.number DESC) x
""")


def annotations(user) -> dict:
    return {"official_rows": _NEWEST_OF_EACH_ORGANIZATION.expression(user)}


def context(request, topic, replies: list) -> dict:
    answers = [_answer_of(row, topic) for row in topic.official_rows]
    newest = {answer["organization"].pk: answer for answer in answers}
    for reply in replies:
        reply.may_mark = can_set_reply_capacity(request.user, reply)
        reply.newer_answer = _newer_answer(reply, newest.get(reply.organization_id))
    return {"official_answers": sorted(answers, key=lambda answer: answer["number"])}


def _answer_of(row: dict, topic) -> dict:
    return {
        "number": row["number"],
        "at": datetime.datetime.fromisoformat(row["at"]),
        "section": row["section"],
        "organization": Organization(**row["organization"]),
        "url": Reply(topic=topic, number=row["number"]).get_absolute_url(),
    }


def _newer_answer(reply: Reply, newest: dict | None) -> dict | None:
    """The official answer of the same organisation that replaced this one."""
    is_official = reply.capacity == Reply.Capacity.OFFICIAL
    return newest if is_official and newest and newest["number"] > reply.number else None
