"""A representative approves a post and says when it is published, in one act."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from board.approvals.actions import return_topic
from board.publication.actions import approve_topic, publish_scheduled, schedule_topic, unschedule_topic
from board.topics.models import Topic
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.users.models import User
from tests.threads import in_threads
from tests.worker import mailed_to, write_mails

DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def url(topic, what):
    return reverse(f"board:topic-{what}", args=[topic.pk])


def kinds(topic):
    return list(topic.approval_steps.values_list("kind", flat=True))


def typed(topic, **changed):
    tomorrow = timezone.localdate() + DAY
    return {"day": tomorrow.isoformat(), "time": "8:30", "version": topic.version} | changed


def come_due(topic):
    Topic.objects.filter(pk=topic.pk).update(publish_at=timezone.now() - DAY)
    publish_scheduled(topic_id=topic.pk)
    topic.refresh_from_db()


@pytest.fixture
def approved(in_review, officer):
    """Approved by 堺市's representative, to be published tomorrow."""
    at = timezone.now() + DAY
    return schedule_topic(topic=in_review, by=officer, at=at, version=in_review.version)


def test_topic_schedule_approves_what_waits(browser, officer, colleague, in_review):
    page = browser(officer).get(url(in_review, "preview")).content.decode()
    assert "承認して投稿を予約する" in page
    assert "堺 次郎さんの名前で投稿されます" in page
    assert browser(officer).post(url(in_review, "schedule"), typed(in_review)).status_code == 302
    in_review.refresh_from_db()
    assert (in_review.is_scheduled, in_review.stands_still, in_review.awaits_approval) == (True, True, False)
    assert (in_review.approved_by, in_review.scheduled_by) == (officer, officer)
    assert kinds(in_review) == ["proposed", "approved"]
    verbs = set(entries_of(in_review).values_list("verb", flat=True))
    assert {"board.topic_approved", "board.topic_scheduled"} <= verbs
    assert (
        "堺 次郎さんの名前で投稿されます"
        in browser(colleague).get(url(in_review, "preview")).content.decode()
    )


def test_topic_schedule_that_approves_is_told_with_its_time(approved, colleague):
    write_mails()
    mail = OutgoingMail.objects.filter(purpose="board.topic_approved", to=colleague.email).get()
    assert mail.subject.startswith("承認され、投稿を予約しました")
    assert "（予定）" in mail.body


def test_topic_approved_for_a_time_is_published_in_the_name_of_who_asked(approved, officer, colleague):
    come_due(approved)
    assert (approved.state, approved.author, approved.published_by) == ("open", colleague, officer)
    assert approved.approved_by == officer


def test_topic_approved_for_a_time_is_the_representatives_after_who_asked_left(approved, officer, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    come_due(approved)
    assert approved.author == officer


def test_topic_unschedule_takes_the_approval_back(approved, colleague):
    unschedule_topic(topic=approved, by=colleague)
    approved.refresh_from_db()
    assert (approved.stands_still, approved.approved_at) == (False, None)
    assert kinds(approved) == ["proposed", "approved", "taken_back"]
    write_mails()
    assert mailed_to("board.topic_approved") == set()


def test_topic_schedule_twice_moves_the_time_and_approves_once(browser, officer, in_review):
    client = browser(officer)
    for time in ("8:30", "9:00"):
        client.post(url(in_review, "schedule"), typed(in_review, time=time))
    in_review.refresh_from_db()
    assert timezone.localtime(in_review.publish_at).hour == 9
    assert kinds(in_review) == ["proposed", "approved"]


@pytest.mark.parametrize("version", ["", "99", "x"])
def test_topic_schedule_of_what_waits_refuses_another_version(browser, officer, in_review, version):
    response = browser(officer).post(url(in_review, "schedule"), typed(in_review, version=version))
    assert response.status_code == 400
    in_review.refresh_from_db()
    assert (in_review.awaits_approval, in_review.is_scheduled) == (True, False)


@pytest.mark.parametrize("day", ["2020-04-01", "2999-04-01", "", "令和8年2月30日"])
def test_topic_schedule_of_what_waits_with_a_bad_day_approves_nothing(browser, officer, in_review, day):
    response = browser(officer).post(url(in_review, "schedule"), typed(in_review, day=day))
    assert response.status_code == 400
    assert kinds(in_review) == ["proposed"]


def test_topic_schedule_of_what_waits_is_for_representatives(browser, colleague, stranger, reader, in_review):
    page = browser(colleague).get(url(in_review, "preview")).content.decode()
    assert url(in_review, "schedule") not in page
    for person, status in ((colleague, 403), (reader, 403), (stranger, 404)):
        assert browser(person).post(url(in_review, "schedule"), typed(in_review)).status_code == status
    in_review.refresh_from_db()
    assert in_review.awaits_approval


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["approve", "return"])
def test_topic_schedule_and_another_decision_at_once_one_counts(in_review, officer, deputy, other):
    def refusable(action, **more):
        try:
            action(topic=in_review, **more)
        except ActionRefused:
            return "refused"

    at = timezone.now() + DAY
    decide = {
        "approve": lambda: refusable(approve_topic, by=deputy, version=in_review.version),
        "return": lambda: refusable(return_topic, by=deputy, reason="日付を直してください。"),
    }
    in_threads(lambda: refusable(schedule_topic, by=officer, at=at, version=in_review.version), decide[other])
    in_review.refresh_from_db()
    assert not in_review.awaits_approval
    assert len(kinds(in_review)) == 2
