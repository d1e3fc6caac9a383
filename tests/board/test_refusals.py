"""Every address of the board × everybody: the statuses of refusal_table.py."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from board.approvals.actions import ask_approval
from board.approvals.models import ApprovalRule
from board.archives.actions import request_archive
from board.assignments.actions import assign_topic
from board.closing.actions import close_topic
from board.exports.actions import request_topic_export
from board.merges.actions import merge_topic
from board.moderation.actions import hide_post, lock_topic
from board.pins.actions import pin_topic
from board.reports.actions import report_post
from board.reports.models import Report
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from tests.board.refusal_table import READS, STATES, WRITES
from tests.refusals import EveryAddress, Table

TABLE = Table("board", READS | WRITES)
pytestmark = pytest.mark.django_db


def wanted(cast, make_draft):
    """A draft where the organisation wants a representative's approval."""
    ApprovalRule.objects.create(organization=cast["officer"].organization, needs_approval=True)
    return make_draft(cast["colleague"], Topic.Kind.NOTICE)


def in_review(cast, make_draft):
    topic = wanted(cast, make_draft)
    return ask_approval(topic=topic, by=cast["colleague"], version=topic.version)


@pytest.fixture
def subjects(cast, make_draft, make_topic, make_reply):
    """What a line can name."""
    officer, ward, secretariat = cast["officer"], cast["ward_officer"], cast["secretariat"]

    def reply():
        return make_reply(make_topic(officer), ward)

    def narrowed(audience):
        topic = make_topic(officer)
        Topic.objects.filter(pk=topic.pk).update(audience=audience)
        return topic

    def merged():
        topic, into = make_topic(officer), make_topic(officer)
        return merge_topic(topic=topic, by=secretariat, into=into, reason="重複のため")

    def edited():
        topic = make_topic(officer)
        edit_topic(topic=topic, by=officer, version=topic.version, values={"body": "新しい本文"})
        return topic.versions.order_by("-number")[1]

    def pinned():
        until = timezone.localdate() + datetime.timedelta(days=7)
        return pin_topic(topic=make_topic(officer), by=secretariat, until=until)

    def assignment():
        return assign_topic(
            topic=make_topic(officer),
            by=officer,
            assignee=cast["colleague"],
        )

    return {
        "wanted": lambda: wanted(cast, make_draft),
        "in_review": lambda: in_review(cast, make_draft),
        "topic": lambda: make_topic(officer),
        "draft": lambda: make_draft(officer, Topic.Kind.NOTICE),
        "hidden": lambda: hide_post(post=make_topic(officer), by=secretariat, reason="理由"),
        "locked": lambda: lock_topic(topic=make_topic(officer), by=secretariat, reason="理由"),
        "closed": lambda: close_topic(topic=make_topic(officer), by=officer),
        "merged": merged,
        "for_wards": lambda: narrowed("wards"),
        "for_chosen": lambda: narrowed("chosen"),
        "reply": reply,
        "hidden_reply": lambda: hide_post(post=reply(), by=secretariat, reason="理由"),
        "report": lambda: report_post(post=make_topic(officer), by=cast["stranger"], reason="wrong", text="")[
            0
        ],
        "asking": lambda: make_topic(officer, asks_read_receipts=True),
        "promotion": lambda: make_topic(officer, Topic.Kind.PROMOTION),
        "pinned": pinned,
        "version": lambda: make_draft(officer, Topic.Kind.NOTICE).versions.get(),
        "edited": edited,
        "assignment": assignment,
        "export": lambda: request_topic_export(by=officer),
        "archive": lambda: request_archive(with_hidden=False, with_talks=False, by=secretariat),
    }


class TestEveryAddress(EveryAddress):
    table, states = TABLE, STATES


def test_replies_of_narrowed_topics_are_nobodys_to_report(cast, make_topic, make_reply, browser):
    reply = make_reply(make_topic(cast["officer"]), cast["officer"])
    Topic.objects.update(audience="chosen")
    answer = browser(cast["stranger"]).post(
        reverse("board:reply-report", args=[reply.pk]), {"reason": "wrong"}
    )
    assert answer.status_code == 404
    assert not Report.objects.exists()
