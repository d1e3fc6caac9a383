"""Official answers, assignment inside the organisation, talks begun from the topic."""

import datetime

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from board.assignments.models import Assignment
from board.assignments.rules import can_assign_topic
from board.replies import quotes
from board.replies.models import Reply
from board.reply_capacity.rules import can_mark_reply
from board.talks.rules import can_be_talked_with, can_begin_talk
from board.topic_page.queries import ANSWER_ROWS
from board.topics.audience import audience_parameters
from board.topics.models import Topic
from board.topics.queries import audience_sentence
from board.topics.rules import works_for
from common.text import render_body
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User


def context(request, topic, replies: list) -> dict:
    user = request.user
    official = [_answer_of(row, topic) for row in topic.official_rows]
    talks = [_talk_of(row) for row in topic.talk_rows]
    _note_on_replies(user, topic, replies, {answer["organization"].pk: answer for answer in official})
    return {
        "official": sorted(official, key=lambda answer: answer["number"]),
        "assignment": _assignment_of(topic),
        "may_assign": can_assign_topic(user, topic),
        "talks": talks,
        "talk_partner": _partner_for(user, topic, talks),
        "readers": audience_sentence(topic) if topic.is_talk else "",
    }


def _answer_of(row: dict, topic) -> dict:
    return {
        "number": row["number"],
        "at": datetime.datetime.fromisoformat(row["at"]),
        "section": row["section"],
        "organization": Organization(**row["organization"]),
        "url": Reply(topic=topic, number=row["number"]).get_absolute_url(),
    }


def _assignment_of(topic) -> Assignment | None:
    """The open assignment of his organisation, put together from the topic's own query."""
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
    if not can_begin_talk(user, topic) or not can_be_talked_with(topic.organization):
        return None
    own = user.organization.pk
    running = any(talk.state == Topic.State.OPEN and own in talk.sides for talk in talks)
    return None if running or own == topic.organization_id else topic.organization


def _note_on_replies(user, topic, replies: list, present: dict) -> None:
    """What he may do with each reply, which answer of its organisation holds now, what it answers."""
    may_talk = can_begin_talk(user, topic) and works_for(user, topic.organization_id)
    for reply in replies:
        reply.may_mark = can_mark_reply(user, reply)
        reply.may_talk = (
            may_talk
            and reply.organization_id != topic.organization_id
            and can_be_talked_with(reply.organization)
        )
        newest = present.get(reply.organization_id)
        is_earlier = reply.standing == Reply.Standing.OFFICIAL and newest and newest["number"] > reply.number
        reply.present_answer = newest if is_earlier else None
        if reply.quoted_number:
            reply.quoted_url = Reply(topic=topic, number=reply.quoted_number).get_absolute_url()


def cover_quotes(user, reply) -> None:
    """What was quoted of a reply that is hidden now is read by nobody who may not read that one."""
    covered = quotes.covered_quotes(reply, user)
    reply.quote_covered = covered == "all"
    if covered:
        reply.body_html = render_body(quotes.without_covered(reply.body, covered))


def annotations(user) -> dict:
    """Expressions for `.annotate()` on topics; each is a subquery on the outer `board_topic`."""
    known = audience_parameters(user)
    return {
        # nothing that anybody typed stands in it: constants above, and parameters
        name: RawSQL(sql, [known[each] for each in names], output_field=JSONField())  # noqa: S611
        for name, (sql, names) in ANSWER_ROWS.items()
    }
