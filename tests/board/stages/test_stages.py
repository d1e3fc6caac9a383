"""The stages of a proposal: which step may follow which, who takes it, who is notified, what stays unread."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from board.closing.actions import close_topic
from board.stages.actions import StepTakenMeanwhile, last_step, step_topic
from board.stages.models import TopicStep
from board.topic_lists.search import describe_topic
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.unread.queries import floor_of, unread_ids
from common.audit_log.models import AuditEntry
from common.japanese_calendar import today
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from tests.board.helpers import count_queries
from tests.threads import in_threads
from tests.worker import told

Stage = Topic.Stage


@pytest.fixture
def step(officer):
    """Take the topic on by the action, as one who saw its last step."""

    def take(topic, stage, on=None, by=officer, remark=""):
        last = last_step(topic)
        done = step_topic(
            topic=topic, by=by, stage=stage, on=on or today(), remark=remark, seen=last.pk if last else 0
        )
        topic.refresh_from_db()
        return done

    return take


def data_of(topic, stage="talking", on="", **more):
    last = last_step(topic)
    return {"stage": stage, "on": on or today().isoformat(), "seen": last.pk if last else 0, **more}


def url(topic):
    return reverse("board:topic-step", args=[topic.pk])


def test_publishing_is_the_first_step(topic, officer):
    first = topic.steps.get()
    assert (first.stage, first.on, first.by, first.by_name) == ("recruiting", today(), officer, "堺 花子")


def test_a_proposal_goes_its_whole_way_with_dates_and_remarks(browser, officer, colleague, topic):
    client = browser(colleague)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert url(topic) in page
    for stage, word in (("talking", "協議中"), ("agreed", "成立"), ("done", "実施済")):
        response = client.post(url(topic), data_of(topic, stage, remark=f"{word}の備考"))
        assert response.url == topic.get_absolute_url()
        page = client.get(response.url).content.decode()
        assert f"{word}の備考" in page
        topic.refresh_from_db()
        assert topic.state_label == word
    assert (topic.state, topic.closed_by) == ("closed", colleague)
    assert list(topic.steps.values_list("stage", flat=True)) == ["recruiting", "talking", "agreed", "done"]
    entry = AuditEntry.objects.filter(verb="board.topic_stepped").latest("pk")
    assert entry.facts["changes"] == {"提案の段階": ["成立", "実施済"]}
    assert "段階を進める" not in page


@pytest.mark.parametrize("before", Stage.values)
@pytest.mark.parametrize("after", Stage.values)
def test_only_the_next_steps_may_follow(officer, topic, step, before, after):
    allowed = {
        ("recruiting", "talking"),
        ("recruiting", "agreed"),
        ("recruiting", "dropped"),
        ("talking", "recruiting"),
        ("talking", "agreed"),
        ("talking", "dropped"),
        ("agreed", "done"),
    }
    Topic.objects.filter(pk=topic.pk).update(stage=before)  # still open, to ask of the stages alone
    if (before, after) in allowed:
        step(topic, after)
        assert topic.stage == after
        assert (topic.state == "closed") == (after in ("dropped", "done"))
    else:
        with pytest.raises((ActionRefused, PermissionDenied)):
            step(topic, after)
        assert TopicStep.objects.count() == 1


def test_topic_goes_a_step_on(browser, topic, colleague, stranger):
    client = browser(colleague)
    assert client.get(url(topic)).status_code == 200
    assert client.post(url(topic), data_of(topic)).status_code == 302
    topic.refresh_from_db()
    assert topic.stage == "talking"
    assert "段階を進める" not in browser(stranger).get(topic.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"on": "令和99年4月1日"}, "今日までの日付"),
        ({"on": "令和7年2月29日"}, "日付"),
        ({"on": "２０２０－０１－０１"}, "以後を入力"),
        ({"on": ""}, "日付"),
        ({"stage": "done"}, "次の段階"),
        ({"stage": ""}, "次の段階を選んで"),
        ({"stage": "x\x00"}, "次の段階"),
        ({"remark": "あ" * 1_001}, "1,000文字以内"),
        ({"remark": "備\x00考"}, "NUL"),
    ],
)
def test_a_bad_step_is_refused_and_what_was_typed_stays(browser, officer, topic, bad, sentence):
    data = {**data_of(topic, remark="覚書を交わしました"), **bad}
    data["on"] = bad.get("on", data["on"])
    response = browser(officer).post(url(topic), data)
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    if "remark" not in bad:
        assert "覚書を交わしました" in page
    assert TopicStep.objects.count() == 1


def test_dates_are_read_as_offices_write_them(browser, officer, make_topic):
    with time_machine.travel("2028-02-20 10:00:00+09:00"):
        topic = make_topic(officer)
    with time_machine.travel("2028-03-01 00:30:00+09:00", tick=False):
        client = browser(officer)
        assert client.post(url(topic), data_of(topic, on="令和１０年２月２９日")).status_code == 302
        assert topic.steps.last().on == datetime.date(2028, 2, 29)
        response = client.post(url(topic), data_of(topic, "agreed", on="令和10年2月28日"))
        assert "以後を入力" in response.content.decode()
        assert client.post(url(topic), data_of(topic, "agreed", on="R10.3.1")).status_code == 302


@pytest.mark.parametrize("end", ["hidden", "locked", "closed", "draft"])
def test_no_step_where_nothing_may_be_written(browser, officer, secretariat, topic, make_draft, end):
    now = {"hidden_at": today(), "hidden_by": secretariat, "hidden_reason": "理由"}
    now = {key: value if "_at" not in key else topic.published_at for key, value in now.items()}
    if end == "hidden":
        Topic.objects.filter(pk=topic.pk).update(**now)
    elif end == "locked":
        Topic.objects.filter(pk=topic.pk).update(
            **{key.replace("hidden", "locked"): value for key, value in now.items()}
        )
    elif end == "closed":
        close_topic(topic=topic, by=officer)
    else:
        topic = make_draft(officer)
    client = browser(officer)
    assert client.get(url(topic)).status_code == 403
    assert client.post(url(topic), data_of(topic)).status_code == 403
    with pytest.raises(PermissionDenied):
        step_topic(topic=topic, by=officer, stage="talking", on=today(), seen=data_of(topic)["seen"])


def test_no_step_for_other_kinds_and_foreign_topics(browser, officer, stranger, make_topic, topic):
    notice = make_topic(officer, Topic.Kind.NOTICE)
    assert browser(officer).post(url(notice), data_of(notice)).status_code == 403
    assert browser(officer).post("/board/topics/999999/step/").status_code == 404
    with pytest.raises(PermissionDenied):
        step_topic(topic=topic, by=stranger, stage="talking", on=today(), seen=data_of(topic)["seen"])


def test_the_second_of_two_learns_what_the_first_did(browser, officer, colleague, topic):
    stale = data_of(topic, remark="あとから")
    browser(colleague).post(url(topic), data_of(topic, "talking"))
    response = browser(officer).post(url(topic), stale)
    page = response.content.decode()
    assert response.status_code == 400
    assert "堺 次郎さんが先に段階を「協議中」にしました" in page
    assert "あとから" in page
    assert topic.steps.count() == 2
    again = {**stale, "stage": "agreed", "seen": last_step(topic).pk}
    assert browser(officer).post(url(topic), again).status_code == 302


def test_the_second_also_learns_that_it_ended_meanwhile(browser, officer, colleague, topic):
    stale = data_of(topic, remark="あとから")
    browser(colleague).post(url(topic), data_of(topic, "dropped"))
    response = browser(officer).post(url(topic), stale)
    page = response.content.decode()
    assert response.status_code == 400
    assert "堺 次郎さんが先に段階を「見送り」にしました" in page
    assert "あとから" in page
    assert "段階を保存する" not in page


def test_double_click_is_one_step(browser, officer, topic):
    client = browser(officer)
    data = {**data_of(topic), "idempotency_key": "6ba7b810-9dad-41d1-80b4-00c04fd430c8"}
    first = client.post(url(topic), data)
    assert first.status_code == 302
    second = client.post(url(topic), data)
    assert (second.status_code, second.url) == (302, first.url)
    assert topic.steps.count() == 2


@pytest.mark.usefixtures("committed")
def test_two_at_once_take_one_step(officer, colleague, topic):
    seen = last_step(topic).pk

    def take(by, stage):
        try:
            return step_topic(topic=topic, by=by, stage=stage, on=today(), seen=seen)
        except StepTakenMeanwhile as refused:
            return str(refused)

    results = in_threads(lambda: take(officer, "talking"), lambda: take(colleague, "dropped"))
    refused = [result for result in results if isinstance(result, str)]
    assert len(refused) == 1
    assert "先に段階を" in refused[0]
    assert TopicStep.objects.count() == 2


def test_whoever_is_notified_of_replies_is_notified_of_a_step(
    officer, colleague, stranger, ward_officer, koto, topic, make_reply, step
):
    make_reply(topic, ward_officer)
    step(topic, "talking", by=colleague, remark="会場の相談を始めました。")
    mailbox = officer.section.mailbox
    assert told("board.topic_stepped") == {officer.email, ward_officer.email} | (
        set() if colleague.section == topic.section else {mailbox}
    )
    mail = OutgoingMail.objects.get(purpose="board.topic_stepped", to=ward_officer.email)
    for words in ("「協議中」になりました", topic.number_name, "会場の相談を始めました。", "サイト内検索"):
        assert words in mail.body
    assert mail.body.count("http") == 2  # the page, and how to stop


def test_a_step_is_unread_for_all_but_who_took_it(officer, stranger, topic, step):
    floor_of(stranger)
    mark_read(stranger, topic.pk, topic.activity_no)
    assert unread_ids(stranger, 10) == []
    step(topic, "talking")
    assert unread_ids(stranger, 10) == [topic.pk]
    assert unread_ids(officer, 10) == []


def test_a_step_keeps_unread_what_its_taker_had_not_read(officer, stranger, topic, make_reply, step):
    make_reply(topic, stranger)
    step(topic, "talking")
    assert unread_ids(officer, 10) == [topic.pk]


def test_back_to_recruiting_needs_a_deadline_ahead(browser, officer, topic, step):
    step(topic, "talking")
    Topic.objects.filter(pk=topic.pk).update(deadline=today() - datetime.timedelta(1))
    response = browser(officer).post(url(topic), data_of(topic, "recruiting"))
    assert response.status_code == 400
    assert "期限を延ばす" in response.content.decode()
    Topic.objects.filter(pk=topic.pk).update(deadline=today())
    assert browser(officer).post(url(topic), data_of(topic, "recruiting")).status_code == 302


def test_search_and_lists_know_the_stage(browser, stranger, topic, step):
    step(topic, "talking")
    assert "協議中" in str(describe_topic(topic).parts)
    assert "協議中" in browser(stranger).get("/board/").content.decode()
    step(topic, "dropped")
    assert "見送り" in str(describe_topic(topic).parts)


def test_the_page_costs_the_same_with_one_and_three_steps(browser, stranger, topic, step):
    client = browser(stranger)
    one = count_queries(client, topic.get_absolute_url())
    step(topic, "talking")
    step(topic, "agreed")
    client.get(topic.get_absolute_url())
    assert count_queries(client, topic.get_absolute_url()) == one
