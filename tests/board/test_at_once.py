"""Two people, or one impatient one, at the same moment."""

import threading
import uuid

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from board.notifications.models import Notification
from board.publication.actions import publish_topic
from board.replies.models import Reply
from board.reply_posting.actions import post_reply
from board.reply_posting.emails import GATHER, RepliesGathered, ReplyPosted, send_gathered_replies
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from tests.threads import in_threads
from tests.worker import write

NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}


@pytest.mark.usefixtures("committed")
def test_double_click_makes_one_topic(browser, officer):
    data = {**NOTICE, "idempotency_key": str(uuid.uuid4())}
    clients = [browser(officer), browser(officer)]
    responses = in_threads(*(lambda c=c: c.post("/board/new/notice/", data) for c in clients))
    assert Topic.objects.count() == 1
    assert {response.url for response in responses} == {
        reverse("board:topic-preview", args=[Topic.objects.get().pk])
    }


@pytest.mark.usefixtures("committed")
def test_publishing_twice_at_once_publishes_once(officer, make_draft):
    draft = make_draft(officer)
    in_threads(*[lambda: publish_topic(topic=draft, by=officer)] * 3)
    assert AuditEntry.objects.filter(verb="board.topic_published").count() == 1


@pytest.mark.usefixtures("committed")
def test_two_officers_posting_at_once_both_succeed(browser, officer, colleague):
    clients = [browser(officer), browser(colleague)]
    responses = in_threads(*(lambda c=c: c.post("/board/new/notice/", NOTICE) for c in clients))
    assert [response.status_code for response in responses] == [302, 302]
    assert Topic.objects.count() == 2


@pytest.mark.usefixtures("committed")
@pytest.mark.slow
def test_fifty_replies_at_once_are_fifty_rows_and_fifty_notices(settings, officer, stranger, make_topic):
    """Exact numbers and counters; told once, also where a job runs twice at once."""
    settings.NOTICE_DAILY_CAP = 60
    topic = make_topic(officer)
    gate = threading.Semaphore(6)  # the pool has eight connections; on a busy machine nobody waits for one

    def post(number):
        with gate:
            try:
                reply = post_reply(topic=topic, by=stranger, body=f"返信です {number}")
                write(ReplyPosted, reply)
                write(ReplyPosted, reply)
            finally:
                connection.close()

    in_threads(*(lambda number=number: post(number) for number in range(50)))
    topic.refresh_from_db()
    assert sorted(Reply.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert (topic.reply_count, topic.activity_no) == (
        50,
        max(Reply.objects.values_list("activity_no", flat=True)),
    )
    owners = ({"user": officer}, {"section": officer.section})
    assert [Notification.objects.filter(**owner, outcome="mailed").count() for owner in owners] == [1, 1]
    with time_machine.travel(timezone.now() + GATHER):
        in_threads(*[lambda: (send_gathered_replies(topic.pk), connection.close())] * 2)
    assert [Notification.objects.filter(**owner, outcome="mailed").count() for owner in owners] == [50, 50]
    assert OutgoingMail.objects.filter(purpose=ReplyPosted.purpose).count() == 2
    assert OutgoingMail.objects.filter(purpose=RepliesGathered.purpose).count() == 2


@pytest.mark.usefixtures("committed")
@pytest.mark.slow
def test_the_daily_cap_is_exact_when_many_reply_at_once(settings, officer, stranger, make_topic):
    settings.NOTICE_DAILY_CAP = 3
    topics = [make_topic(officer) for _ in range(7)]  # replies to one would be gathered into one mail
    replies = [post_reply(topic=topic, by=stranger, body="返信です") for topic in topics]
    in_threads(*(lambda reply=reply: write(ReplyPosted, reply) for reply in replies))
    assert OutgoingMail.objects.filter(to=officer.email).count() == 3
    assert OutgoingMail.objects.filter(to=officer.email, body__contains="上限の3通になりました").count() == 1
    assert Notification.objects.filter(user=officer, settled_at=None).count() == 4
