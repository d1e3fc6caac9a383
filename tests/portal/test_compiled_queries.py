"""Whole cast × every compiled query: the rows are those of the ORM, whatever happens to reader and topic."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone

from board.drafts.actions import draft_topic
from board.moderation.actions import hide_post
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topic_page.composition import PANELS
from board.topics.audience import Audience
from board.topics.models import Topic
from common.compiled_queries.compiled import COMPILED, CompiledQuery
from disaster.figures.definitions import figure
from disaster.figures.scopes import Records
from disaster.support_records.models import SupportRecordVersion
from events.event_lists.filters import EventFilter
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep
from members.access.viewers import viewer_of
from members.organizations.models import Organization
from members.users.models import User
from tests.board.conftest import VALUES
from tests.compiled import by_orm, parameters_of
from tests.refusals import CAST

pytestmark = pytest.mark.django_db
assert get_resolver().url_patterns  # every module that a page needs is loaded


TODAY, NOW = timezone.localdate(), timezone.now()
DISASTERS = {
    "figure": figure("dispatch-on-duty"),
    "figures": (figure("dispatch-on-duty"), figure("dispatch-person-days")),
    "by_disaster": True,
    "is_distinct": True,
    "figure_keys": ["dispatch-heads", "records"],
    "grain": ("sender", "year"),
    "records": Records(
        disasters=[1],
        ward="131083",
        municipality="172022",
        job="清掃",
        year=2024,
        **dict.fromkeys(("day", "on"), TODAY),
        **dict.fromkeys(("recorded", "moment_0"), NOW),
        silent_0=[2],
        hidden=[2],
    ),
    "count": 1,
    "moments": [NOW],
    "model": SupportRecordVersion,
    "disasters": [1],
    "disaster": 1,
    "on": TODAY,
    "recorded": NOW,
}
REQUESTS = {  # of an inquiry: requests to wards share the queries
    "request_model": Inquiry,
    "answer_model": InquiryAnswer,
    "step_model": InquiryStep,
    "value_model": AnswerValue,
    "drafts": True,
    "state": "open",
    "own": "owed",
    "prefecture": "大阪府",
    **dict.fromkeys(("item", "inquiry", "pamphlet", "answer", "ward"), 1),
    "inquiries": [1],
    "answers": [1],
}


def make_topic(by, **values) -> Topic:
    kind = Topic.Kind.PROPOSAL
    return publish_topic(topic=draft_topic(by=by, kind=kind, values={**VALUES[kind], **values}), by=by)


def shape_and_values(query: CompiledQuery, person, topic):
    """Arguments for any compiled query, by the names that they all use."""
    today = timezone.localdate()
    known = {
        "viewer": viewer_of(person),
        "panels": PANELS,
        "query": "kind=proposal&sort=replies",
        "today": today,
        "now": timezone.now(),
        "user": person.pk,
        "section": person.section_id,
        "organization": person.section.organization_id,
        "topic": topic.pk,
        "pk": topic.pk,
        "keys": [topic.pk],
        "found": [topic.pk],
        "number": 0,
        "name": "hosts",
        "type_id": ContentType.objects.get_for_model(Topic).pk,
        "row_id": topic.pk,
        "limit": 3,
        **dict.fromkeys(("issue_id", "volume", "place"), 1),
        "names": ("members", "agreement_regions"),
        "bodies": [0],
        "named": "堺市",
        "host": person.section.organization_id,
        "first": 1,
        "end": 51,
        "owner_type": ContentType.objects.get_for_model(Topic).pk,
        "owners": [topic.pk],
        "types": [ContentType.objects.get_for_model(Topic).pk],
        "session_key": "x" * 32,
        "email": person.email,
        "since": timezone.now() - datetime.timedelta(days=30),
        "is_representative": person.is_representative,
        "chosen": EventFilter(kind="exhibition", year=2025, prefecture="大阪府"),
        "from_day": today.replace(day=1),
        "to_day": today,
        "page": "board",
        "code": "271403",
        "key": person.section.organization_id,
        **REQUESTS,
        **DISASTERS,
    }
    shape, values = parameters_of(query)
    return tuple(known[name] for name in shape), {name: known[name] for name in values}


def rows_of(found) -> list:
    """What is told apart of rows: of models all that was read."""
    return [
        {name: value for name, value in vars(row).items() if name != "_state"}
        if hasattr(row, "_meta")
        else row
        for row in found
    ]


def role(topic, person):
    User.objects.filter(pk=person.pk).update(role=User.Role.READER)


def audience_of_wards(topic, person):
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)


def audience_of_one(topic, person):
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.CHOSEN)
    topic.audience_organizations.add(person.section.organization)


def withdrawal(topic, person):
    Organization.objects.filter(pk=person.section.organization_id).update(
        withdrawn_on=datetime.date(2026, 4, 1)
    )


def move(topic, person):
    """To another organisation: with a merger, or a new post."""
    other = Organization.objects.exclude(pk=person.section.organization_id).filter(sections__isnull=False)
    User.objects.filter(pk=person.pk).update(section=other.first().sections.first())


def hidden(topic, person):
    by = User.objects.get(section__organization__kind=Organization.Kind.SECRETARIAT)
    hide_post(post=topic, by=by, reason="確認中")


CHANGES = [role, audience_of_wards, audience_of_one, hidden, move, withdrawal]


@pytest.mark.parametrize("name", CAST)
def test_rows_are_those_of_the_orm(name, request, officer, ward_officer):
    person, topic = request.getfixturevalue(name), make_topic(officer)
    post_reply(topic=topic, by=ward_officer, body="参加します。")
    for change in (None, *CHANGES):
        if change:
            change(topic, person)
        person = User.objects.get(pk=person.pk)
        for query in COMPILED:
            shape, values = shape_and_values(query, person, topic)
            ours, theirs = query(*shape, **values), list(by_orm(query, shape, values))
            assert rows_of(ours) == rows_of(theirs), (query.__qualname__, change)


def test_who_may_see_nothing_gets_nothing_by_the_plan_of_others(officer, stranger, ward_officer):
    """The same address, one after the other: what the first one saw is nothing to the second."""
    topic = make_topic(officer, audience=Audience.WARDS)
    seen = [query for query in COMPILED if query.__name__ in ("visible_topic_of", "topic_with_panels")]
    assert len(seen) == 2
    for query in seen:
        for person, sees in ((ward_officer, True), (stranger, False), (officer, True), (stranger, False)):
            shape, values = shape_and_values(query, person, topic)
            assert bool(query(*shape, **values)) == sees


def test_a_connection_keeps_the_statements_of_all_pages_prepared():
    """Some 325 of them are asked by turns."""
    with connection.cursor() as cursor:
        for _ in range(5):
            for number in range(350):
                cursor.execute(f"SELECT {number} AS kept")
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%AS kept'")
        assert cursor.fetchone()[0] == 350
