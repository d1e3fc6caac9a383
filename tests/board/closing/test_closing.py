"""Closing a topic, by hand or by its deadline, and reopening it."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from board.closing.actions import close_topic, reopen_topic
from board.closing.tasks import close_overdue_topic
from board.moderation.actions import hide_post
from board.notifications.models import Notification
from board.stages.actions import last_step, step_topic
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.unread.queries import floor_of, unread_ids
from common.audit_log.models import AuditEntry
from common.japanese_calendar import today
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from tests.threads import in_threads
from tests.worker import by_clock, told

DAY = datetime.timedelta(1)


@pytest.fixture
def call(make_topic, officer):
    """An open call of 堺市 whose deadline is today."""
    return make_topic(officer, Topic.Kind.CALL, deadline=today(), starts_on=today() + 9 * DAY, place="会場")


def reopen_url(topic):
    return reverse("board:topic-reopen", args=[topic.pk])


def test_closing_notifies_those_who_replied(officer, colleague, stranger, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer)
    close_topic(topic=topic, by=officer)
    assert told("board.topic_closed") == {ward_officer.email, colleague.email}
    body = OutgoingMail.objects.get(purpose="board.topic_closed", to=ward_officer.email).body
    assert topic.number_name in body
    assert body.count("http") == 2  # the page, and how to stop


def test_the_mail_of_a_closing_does_not_leave_after_the_reopening(officer, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer)
    close_topic(topic=topic, by=officer)
    told("board.topic_closed")
    mail = OutgoingMail.objects.get(purpose="board.topic_closed", to=ward_officer.email)
    reopen_topic(topic=topic, by=officer)
    assert delivery.deliver(mail).state == "skipped"
    assert not Notification.objects.filter(event__startswith="board.topic_closed", settled_at=None).exists()


def test_closing_by_the_secretariat_notifies_the_owner_too(
    officer, colleague, secretariat, ward_officer, topic, make_reply
):
    make_reply(topic, ward_officer)
    close_topic(topic=topic, by=secretariat)
    mailbox = topic.section.mailbox
    assert told("board.topic_closed") == {ward_officer.email, officer.email, colleague.email, mailbox}


def test_nobody_is_notified_of_an_end_that_was_undone(officer, ward_officer, topic, make_reply):
    make_reply(topic, ward_officer)
    close_topic(topic=topic, by=officer)
    reopen_topic(topic=topic, by=officer)
    assert told("board.topic_closed") == set()


def test_reopening_wants_a_deadline_ahead_where_there_was_one(
    browser, officer, ward_officer, call, make_reply
):
    make_reply(call, ward_officer)
    with time_machine.travel(timezone.now() + 2 * DAY):
        by_clock(close_overdue_topic)
        client = browser(officer)
        page = client.get(call.get_absolute_url()).content.decode()
        assert reopen_url(call) in page
        assert "期限により終了" in page
        for bad in ("", "令和2年4月1日", "31/31"):
            response = client.post(reopen_url(call), {"deadline": bad})
            assert response.status_code == 400
            assert bad in response.content.decode()
        later = today() + 5 * DAY
        assert client.post(reopen_url(call), {"deadline": later.isoformat()}).status_code == 302
        assert (
            client.post(reopen_url(call), {"deadline": later.isoformat()}).status_code == 302
        )  # pressed twice
        assert client.get(reopen_url(call)).status_code == 302
        call.refresh_from_db()
        assert (call.state, call.deadline, call.closed_at) == ("open", later, None)
        assert AuditEntry.objects.filter(verb="board.topic_reopened").count() == 1
        assert ward_officer.email in told("board.topic_reopened")
        assert by_clock(close_overdue_topic) == 0
        close_topic(topic=call, by=officer)
        with pytest.raises(ActionRefused):
            reopen_topic(topic=call, by=officer, deadline=today() - DAY)


@pytest.mark.parametrize(("ways", "back"), [(["dropped"], "recruiting"), (["talking", "dropped"], "talking")])
def test_reopening_a_dropped_proposal_goes_back_one_stage(browser, officer, topic, ways, back):
    for stage in ways:
        seen = last_step(topic).pk
        step_topic(topic=topic, by=officer, stage=stage, on=today(), seen=seen)
    browser(officer).post(reopen_url(topic))
    topic.refresh_from_db()
    assert (topic.state, topic.stage, topic.steps.last().stage) == ("open", back, back)


def test_hidden_and_locked_topics_are_not_reopened(browser, officer, secretariat, topic):
    close_topic(topic=topic, by=officer)
    hide_post(post=topic, by=secretariat, reason="確認のため")
    for person in (officer, secretariat):
        assert browser(person).post(reopen_url(topic)).status_code == 403
        with pytest.raises(PermissionDenied):
            reopen_topic(topic=topic, by=person)


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2027-03-31 23:59:00+09:00", True),
        ("2027-04-01 00:02:00+09:00", False),
        ("2027-03-31 15:02:00+00:00", False),  # the same moment, as a server in UTC says it
        ("2027-03-31 14:59:00+00:00", True),
    ],
)
def test_the_deadlines_own_day_is_still_open(officer, make_topic, now, open_):
    with time_machine.travel("2027-03-01 10:00:00+09:00"):
        deadline = datetime.date(2027, 3, 31)
        call = make_topic(officer, Topic.Kind.CALL, deadline=deadline, starts_on=deadline, place="会場")
    with time_machine.travel(now, tick=False):
        by_clock(close_overdue_topic)
    call.refresh_from_db()
    assert call.is_open == open_


def test_a_deadline_on_29_february(officer, make_topic):
    with time_machine.travel("2028-02-01 10:00:00+09:00"):
        day = datetime.date(2028, 2, 29)
        call = make_topic(officer, Topic.Kind.CALL, deadline=day, starts_on=day, place="会場")
    with time_machine.travel("2028-02-29 23:00:00+09:00"):
        assert by_clock(close_overdue_topic) == 0
    with time_machine.travel("2028-03-01 00:02:00+09:00"):
        assert by_clock(close_overdue_topic) == 1
    call.refresh_from_db()
    assert call.is_expired


def test_deadlines_close_what_waits_for_answers_and_nothing_else(
    officer, secretariat, make_topic, make_draft
):
    past = {"deadline": today() - DAY}
    closing = [
        make_topic(officer, Topic.Kind.CALL, **past),
        make_topic(officer, **past),
    ]
    talking, hidden = make_topic(officer, **past), make_topic(officer, Topic.Kind.CALL, **past)
    Topic.objects.filter(pk=talking.pk).update(stage="talking")
    hide_post(post=hidden, by=secretariat, reason="理由")
    left = [talking, hidden, make_topic(officer, deadline=today()), make_topic(officer)]
    left.append(make_draft(officer, Topic.Kind.CALL, **past))
    assert by_clock(close_overdue_topic) == 2
    assert by_clock(close_overdue_topic) == 0
    for topic in closing:
        topic.refresh_from_db()
        assert (topic.state, topic.closed_by, topic.state_label) == ("closed", None, "終了")
    assert not Topic.objects.filter(pk__in=[topic.pk for topic in left], state="closed").exists()
    entries = AuditEntry.objects.filter(verb="board.topic_expired")
    assert [(entry.by, entry.facts) for entry in entries] == [
        (None, {"deadline": past["deadline"].isoformat()})
    ] * 2


def test_the_owners_section_is_mailed_how_to_go_on(officer, colleague, stranger, make_topic, make_reply):
    topic = make_topic(officer, deadline=today() - DAY)
    make_reply(topic, stranger)
    old = make_topic(officer, deadline=today() - 60 * DAY)  # ended long ago: no news
    assert by_clock(close_overdue_topic) == 2
    assert told("board.topic_expired") == {officer.section.mailbox}
    mail = OutgoingMail.objects.get(purpose="board.topic_expired")
    assert topic.number_name in mail.body
    assert mail.subject.startswith("期限を過ぎたため受付を終了しました")
    assert "受付を再開する" in mail.body
    old.refresh_from_db()
    assert old.is_expired


def test_a_deadline_is_no_news_to_readers(officer, stranger, make_topic):
    topic = make_topic(officer, deadline=today() - DAY)
    floor_of(stranger)
    mark_read(stranger, topic.pk, topic.activity_no)
    by_clock(close_overdue_topic)
    assert unread_ids(stranger, 10) == []


def test_a_draft_whose_deadline_has_passed_is_not_published(browser, officer, make_draft):
    draft = make_draft(
        officer, Topic.Kind.CALL, deadline=today() - DAY, starts_on=today() + DAY, place="会場"
    )
    client = browser(officer)
    client.post(reverse("board:topic-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_draft
    page = client.get(reverse("board:topic-preview", args=[draft.pk])).content.decode()
    assert "入力が足りない" in page


@pytest.mark.usefixtures("committed")
def test_two_workers_close_each_topic_once(officer, make_topic):
    for _ in range(6):
        make_topic(officer, Topic.Kind.CALL, deadline=today() - DAY)
    counts = in_threads(*[lambda: by_clock(close_overdue_topic)] * 3)
    assert sum(counts) <= 6
    by_clock(close_overdue_topic)
    assert Topic.objects.filter(state="closed").count() == 6
    assert AuditEntry.objects.filter(verb="board.topic_expired").count() == 6
