"""Publication at a set time: set, moved, cancelled, done by the job, and why not."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from board.drafts.actions import discard_topic
from board.publication import rules
from board.publication.actions import publish_topic, schedule_topic
from board.publication.rules import publication_problem
from board.publication.tasks import publish_due_topic
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.clock_runs.actions import run_clock_job
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.users.models import User
from tests.threads import in_threads
from tests.worker import by_clock, told

NOW = "2026-11-25 10:07:00+09:00"
LATER = datetime.timedelta(hours=3)


@pytest.fixture
def clock():
    with time_machine.travel(NOW) as moved:
        yield moved


@pytest.fixture
def draft(clock, make_draft, officer):
    return make_draft(officer)


@pytest.fixture
def scheduled(draft, officer):
    return schedule_topic(topic=draft, by=officer, at=timezone.now() + LATER)


def url(name, topic) -> str:
    return reverse(f"board:topic-{name}", args=[topic.pk])


def test_draft_is_scheduled_shown_moved_and_taken_back(browser, colleague, draft):
    client = browser(colleague)
    preview = url("preview", draft)
    assert "日時を指定して投稿する" in client.get(preview).content.decode()
    for time in ("13:15", "13:30"):
        response = client.post(url("schedule", draft), {"day": "令和8年11月25日", "time": time})
        assert response.url == preview
    draft.refresh_from_db()
    assert draft.publish_at == datetime.datetime(2026, 11, 25, 4, 30, tzinfo=datetime.UTC)
    assert draft.scheduled_by == colleague
    for name in ("preview", "edit"):
        page = client.get(url(name, draft)).content.decode()
        assert "令和8年11月25日(水) 13:30に投稿" in page
        assert "予約を取り消す" in page
    assert "13:30に投稿します" in client.get("/board/drafts/").content.decode()
    for _ in range(2):
        assert client.post(url("unschedule", draft)).status_code == 302
    draft.refresh_from_db()
    assert (draft.publish_at, draft.scheduled_by) == (None, None)
    assert AuditEntry.objects.filter(verb="board.topic_unscheduled").count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"day": "令和8年11月25日", "time": "10:00"}, "過ぎた日時は指定できません"),
        ({"day": "2026-11-24", "time": "23:45"}, "過ぎた日時は指定できません"),
        ({"day": "令和9年11月27日", "time": "10:15"}, "1年より先"),
        ({"day": "令和9年2月29日", "time": "10:15"}, "日付"),
        ({"day": "", "time": "10:15"}, "投稿する日"),
        ({"day": "令和8年12月1日", "time": "10:07"}, "時刻"),
        ({"day": "\x00", "time": "x" * 5000}, "投稿する日"),
        ({"day": "令和8年12月20日", "time": "8:30"}, "期限（令和8年12月10日(木)）までの日"),
    ],
)
def test_schedule_that_cannot_be_is_refused_and_stays_typed(browser, officer, draft, data, sentence):
    Topic.objects.filter(pk=draft.pk).update(deadline="2026-12-10")
    response = browser(officer).post(url("schedule", draft), data)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    draft.refresh_from_db()
    assert draft.publish_at is None


@pytest.mark.parametrize("day", ["令和9年3月31日", "令和9年4月1日", "2027/2/28"])
def test_any_day_of_the_coming_year_is_taken(browser, officer, draft, day):
    assert browser(officer).post(url("schedule", draft), {"day": day, "time": "0:00"}).status_code == 302


def test_action_refuses_the_past_itself(officer, draft):
    for moment in (timezone.now(), timezone.now() + datetime.timedelta(days=400)):
        with pytest.raises(ActionRefused):
            schedule_topic(topic=draft, by=officer, at=moment)


def test_incomplete_draft_is_not_scheduled(browser, officer, make_draft):
    draft = make_draft(officer, offer="", seek="")
    response = browser(officer).post(url("schedule", draft), {"day": "2099-01-01", "time": "8:30"})
    assert response.url == url("preview", draft)
    assert not Topic.objects.get().is_scheduled


def test_job_publishes_what_is_due_once_and_mails_the_section(clock, officer, scheduled, make_draft):
    other = make_draft(officer)
    assert by_clock(publish_due_topic) == 0
    clock.shift(LATER)
    assert by_clock(publish_due_topic) == 1
    assert by_clock(publish_due_topic) == 0
    scheduled.refresh_from_db()
    other.refresh_from_db()
    assert (scheduled.state, scheduled.published_by, scheduled.publish_at) == ("open", officer, None)
    assert other.is_draft
    told(job="board.schedule_done")
    mails = OutgoingMail.objects.filter(purpose="board.schedule_done")
    assert {mail.to for mail in mails} == {officer.email, officer.section.mailbox}
    assert mails.count() == 2
    assert f"/board/topics/{scheduled.pk}/" in mails.first().body
    assert "公開しました" in mails.first().subject


@pytest.mark.parametrize("way", ["inactive", "reader", "moved"])
def test_person_who_is_gone_publishes_nothing(clock, officer, scheduled, kushiro, way):
    change = {
        "inactive": {"is_active": False},
        "reader": {"role": User.Role.READER},
        "moved": {"section": kushiro.sections.first()},
    }
    User.objects.filter(pk=officer.pk).update(**change[way])
    clock.shift(LATER)
    assert by_clock(publish_due_topic) == 1
    scheduled.refresh_from_db()
    assert scheduled.is_draft
    assert "堺 花子さんが、いまは大阪府堺市の担当者ではない" in scheduled.schedule_problem
    told(job="board.schedule_done")
    mails = OutgoingMail.objects.filter(purpose="board.schedule_done")
    expected = {scheduled.section.mailbox} | ({officer.email} if way == "reader" else set())
    assert {mail.to for mail in mails} == expected
    assert "公開できませんでした" in mails.first().subject
    assert by_clock(publish_due_topic) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, "足りない"),
        ({"unparsed": {"deadline": "来月"}}, "読み取れない"),
        ({"deadline": "2026-11-24"}, "期限"),
    ],
)
def test_draft_that_became_incomplete_stays_with_the_reason(
    browser, clock, colleague, scheduled, change, reason
):
    Topic.objects.filter(pk=scheduled.pk).update(**change)
    clock.shift(LATER)
    assert by_clock(publish_due_topic) == 1
    scheduled.refresh_from_db()
    assert scheduled.is_draft
    assert reason in scheduled.schedule_problem
    client = browser(colleague)
    for path in ("/board/drafts/", url("edit", scheduled), url("preview", scheduled)):
        assert "予約した日時に投稿できませんでした" in client.get(path).content.decode()


def test_editing_a_scheduled_draft_keeps_its_schedule(browser, officer, scheduled):
    data = {"title": "直した", "body": "本文", "version": 1, "save_draft": "1"}
    browser(officer).post(url("edit", scheduled), data)
    scheduled.refresh_from_db()
    assert scheduled.title == "直した"
    assert scheduled.is_scheduled


def test_publishing_or_throwing_away_ends_the_schedule(clock, officer, scheduled, make_draft):
    publish_topic(topic=scheduled, by=officer)
    thrown = schedule_topic(topic=make_draft(officer), by=officer, at=timezone.now() + LATER)
    discard_topic(topic=thrown, by=officer)
    clock.shift(LATER)
    assert by_clock(publish_due_topic) == 0


def test_one_that_fails_leaves_the_others_alone(clock, officer, scheduled, make_draft, monkeypatch):
    other = schedule_topic(topic=make_draft(officer), by=officer, at=timezone.now() + LATER)
    clock.shift(LATER)
    whole = publication_problem

    def breaks(topic):
        if topic.pk == scheduled.pk:
            raise RuntimeError("disk full")
        return whole(topic)

    monkeypatch.setattr(rules, "publication_problem", breaks)
    assert run_clock_job("board.publish_due_topic") == 1
    assert Topic.objects.get(pk=scheduled.pk).is_scheduled
    assert not Topic.objects.get(pk=other.pk).is_draft


@pytest.mark.usefixtures("committed")
def test_two_workers_at_once_publish_once(officer, make_draft):
    draft = make_draft(officer)
    schedule_topic(topic=draft, by=officer, at=timezone.now() + LATER)
    Topic.objects.update(publish_at=timezone.now())
    assert sum(in_threads(*[lambda: by_clock(publish_due_topic)] * 4)) == 1
    assert AuditEntry.objects.filter(verb="board.topic_published").count() == 1


def test_whoever_publishes_a_draft_is_its_author(browser, officer, colleague, make_draft):
    draft = make_draft(officer)
    assert browser(colleague).post(f"/board/topics/{draft.pk}/publish/").status_code == 302
    draft.refresh_from_db()
    assert (draft.author, draft.author_name, draft.published_by) == (colleague, colleague.name, colleague)
    page = browser(officer).get(draft.get_absolute_url()).content.decode()
    assert f"{colleague.name}（投稿時）" in page
    assert f"{officer.name}（投稿時）" not in page
