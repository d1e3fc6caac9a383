"""Official answers, assignment inside the organisation, talks begun from the topic."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from board import rules
from board.audience import sentence_of
from board.models import Assignment, Reply, Topic
from members.models import Organization, Section, User
from office.text import render_body, without_quotes

MOST_TALKS = 20
ORGANIZATION = ("kind", "prefecture", "name")


def facts(user) -> dict:
    return {
        "official_rows": ArraySubquery(_official().values(json=_json_of_answer())),
        "assignment_row": Subquery(_own_assignment(user).values(json=_json_of_assignment())[:1]),
        "talk_rows": ArraySubquery(_talks(user).values(json=_json_of_talk())[:MOST_TALKS]),
        "parent_row": Subquery(
            Topic.objects.visible_to(user)
            .filter(pk=OuterRef("parent"))
            .values(json=JSONObject(pk="pk", title="title"))
        ),
    }


def _official():
    """The present official answer of each organisation: its newest."""
    official = Reply.objects.filter(
        topic=OuterRef("pk"), standing=Reply.Standing.OFFICIAL, hidden_at__isnull=True
    )
    return official.order_by("organization_id", "-number").distinct("organization_id")


def _organization(path: str) -> JSONObject:
    return JSONObject(pk=f"{path}_id", **{name: f"{path}__{name}" for name in ORGANIZATION})


def _json_of_answer() -> JSONObject:
    return JSONObject(
        number="number",
        at="created_at",
        section="section__name",
        organization=_organization("organization"),
    )


def _own_assignment(user):
    return Assignment.objects.visible_to(user).open().filter(topic=OuterRef("pk")).order_by()


def _json_of_assignment() -> JSONObject:
    return JSONObject(
        pk="pk",
        due="due",
        note="note",
        at="at",
        by="by__name",
        organization_id="organization_id",
        assignee=JSONObject(
            pk="assignee_id",
            name="assignee__name",
            role="assignee__role",
            is_active="assignee__is_active",
            section_id="assignee__section_id",
            organization_id="assignee__section__organization_id",
        ),
    )


def _talks(user):
    partner = Organization.objects.filter(topics_for_us=OuterRef("pk")).order_by()
    names = JSONObject(pk="pk", **{name: name for name in ORGANIZATION})
    talks = Topic.objects.listed_for(user).filter(parent=OuterRef("pk"))
    return talks.annotate(partner_row=Subquery(partner.values(json=names)[:1])).order_by("-activity_no")


def _json_of_talk() -> JSONObject:
    return JSONObject(
        pk="pk",
        title="title",
        state="state",
        reply_count="reply_count",
        at="last_activity_at",
        organization=_organization("organization"),
        partner="partner_row",
    )


def part(request, topic, replies: list) -> dict:
    user = request.user
    official = [_answer_of(row, topic) for row in topic.official_rows]
    talks = [_talk_of(row) for row in topic.talk_rows]
    _note_on_replies(user, topic, replies, {answer["organization"].pk: answer for answer in official})
    return {
        "official": sorted(official, key=lambda answer: answer["number"]),
        "assignment": _assignment_of(topic),
        "may_assign": rules.can_assign_topic(user, topic),
        "talks": talks,
        "talk_partner": _partner_for(user, topic, talks),
        "readers": sentence_of(topic) if topic.is_talk else "",
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
    if not rules.can_begin_talk(user, topic) or not rules.can_be_talked_with(topic.organization):
        return None
    own = user.organization.pk
    running = any(talk.state == Topic.State.OPEN and own in talk.sides for talk in talks)
    return None if running or own == topic.organization_id else topic.organization


def _note_on_replies(user, topic, replies: list, present: dict) -> None:
    """What he may do with each reply, which answer of its organisation holds now, what it answers."""
    may_talk = rules.can_begin_talk(user, topic) and rules.works_for(user, topic.organization_id)
    for reply in replies:
        reply.may_mark = rules.can_mark_reply(user, reply)
        reply.may_talk = (
            may_talk
            and reply.organization_id != topic.organization_id
            and rules.can_be_talked_with(reply.organization)
        )
        newest = present.get(reply.organization_id)
        is_earlier = reply.standing == Reply.Standing.OFFICIAL and newest and newest["number"] > reply.number
        reply.present_answer = newest if is_earlier else None
        if reply.quoted_number:
            reply.quoted_url = Reply(topic=topic, number=reply.quoted_number).get_absolute_url()


def cover_quotes(user, reply) -> None:
    """What was quoted of a reply that is hidden now is read by nobody who may not read that one."""
    reply.quote_covered = False
    if not reply.quoted_hidden_at or user.is_secretariat:
        return
    if user.section_id and user.section.organization_id == reply.quoted_organization_id:
        return
    reply.quote_covered = True
    reply.body_html = render_body(without_quotes(reply.body))
