"""Talks (相談) on a topic, with whom another one may begin, and the topic that a talk is about."""

import datetime

from board.talks.rules import can_be_talk_partner, can_begin_talk
from board.topics.models import Topic
from board.topics.queries import audience_sentence
from board.topics.rules import works_for
from board.topics.subqueries import PreparedSQL
from members.organizations.models import Organization

# as `Topic.objects.listed_for`
_TALKS = PreparedSQL("""
SELECT coalesce(jsonb_agg(x), '[]'::jsonb) FROM (
    SELECT t.id AS pk, t.title, t.state, t.reply_count, t.last_activity_at AS at,
           <organization> AS organization,
           (SELECT <organization> FROM board_topic_audience_organizations c
            JOIN members_organization o ON o.id = c.organization_id
            WHERE c.topic_id = t.id LIMIT 1) AS partner
    FROM board_topic t JOIN members_organization o ON o.id = t.organization_id
    WHERE t.parent_id = board_topic.id AND t.published_at IS NOT NULL AND t.hidden_at IS NULL
      AND t.merged_into_id IS NULL AND <in audience>
    ORDER BY t.activity_no DESC LIMIT 20) x
""")

# as `Topic.objects.visible_to`
_PARENT = PreparedSQL("""
SELECT jsonb_build_object('pk', t.id, 'title', t.title) FROM board_topic t
WHERE t.id = board_topic.parent_id AND t.published_at IS NOT NULL
  AND (%(reads_all)s OR t.organization_id = %(organization)s OR (t.hidden_at IS NULL AND <in audience>))
""")


def annotations(user) -> dict:
    return {"talk_rows": _TALKS.expression(user), "parent_row": _PARENT.expression(user)}


def context(request, topic, replies: list) -> dict:
    user, talks = request.user, [_talk_of(row) for row in topic.talk_rows]
    begins = can_begin_talk(user, topic) and works_for(user, topic.organization_id)
    for reply in replies:
        others = reply.organization_id != topic.organization_id
        reply.may_talk = begins and others and can_be_talk_partner(reply.organization)
    return {
        "talks": talks,
        "talk_partner": _partner_for(user, topic, talks),
        "readers": audience_sentence(topic) if topic.is_talk else "",
    }


def _talk_of(row: dict) -> Topic:
    talk = Topic(
        pk=row["pk"], kind=Topic.Kind.TALK, title=row["title"], state=row["state"],
        reply_count=row["reply_count"], last_activity_at=datetime.datetime.fromisoformat(row["at"]),
    )  # fmt: skip
    sides = [Organization(**side) for side in (row["organization"], row["partner"]) if side]
    talk.sides = [side.pk for side in sides]
    talk.parties = " と ".join(side.full_name for side in sides)
    return talk


def _partner_for(user, topic, talks: list) -> Organization | None:
    """With whom the page offers a talk: the topic's organisation, seen from another that has none open."""
    if not can_begin_talk(user, topic) or not can_be_talk_partner(topic.organization):
        return None
    own = user.organization.pk
    running = any(talk.state == Topic.State.OPEN and own in talk.sides for talk in talks)
    return None if running or own == topic.organization_id else topic.organization
