"""Reports: anybody who reads may report, the secretariat decides, nobody learns who reported."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from board.moderation.actions import hide_post
from board.replies.models import Reply
from board.reports.actions import report_post
from board.reports.models import Report
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from tests.threads import in_threads
from tests.worker import told

GOOD = {"reason": "wrong", "text": "会場の名前が違います。"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def report(topic, stranger, secretariat):
    return report_post(post=topic, by=stranger, **GOOD)[0]


def decide(client, report, **data):
    values = {"outcome": "nothing", "reason": "", "remark": "確かめました。"} | data
    return client.post(f"/board/reports/{report.pk}/decide/", values)


def texts(purpose) -> dict[str, str]:
    return dict(OutgoingMail.objects.filter(purpose=f"board.{purpose}").values_list("to", "body"))


@pytest.mark.parametrize("who", ["officer", "colleague", "reader", "stranger", "ward_officer"])
def test_topic_report_by_everybody_who_reads_it(who, request, browser, topic):
    person = request.getfixturevalue(who)
    client = browser(person)
    assert client.get(f"/board/topics/{topic.pk}/report/").status_code == 200
    response = client.post(f"/board/topics/{topic.pk}/report/", GOOD)
    assert (response.status_code, response.url) == (302, topic.get_absolute_url())
    report = Report.objects.get()
    assert (report.by, report.topic, report.reply, report.seen_text) == (person, topic, None, topic.body)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "通報済み" in page
    assert "事務局に通報する" not in page


def test_topic_report_is_not_for_the_secretariat_nor_for_visitors(browser, visitor, secretariat, topic):
    assert browser(secretariat).post(f"/board/topics/{topic.pk}/report/", GOOD).status_code == 403
    assert visitor.post(f"/board/topics/{topic.pk}/report/", GOOD).status_code == 302
    assert not Report.objects.exists()


def test_topic_report_of_what_one_may_not_see(browser, officer, stranger, make_draft, make_topic, koto):
    draft = make_draft(officer)
    narrow = make_topic(officer)
    Topic.objects.filter(pk=narrow.pk).update(audience="wards")
    for pk in (draft.pk, narrow.pk, 999_999):
        assert browser(stranger).post(f"/board/topics/{pk}/report/", GOOD).status_code == 404
    assert browser(officer).post(f"/board/topics/{draft.pk}/report/", GOOD).status_code == 404


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"reason": "other", "text": " "},
        {"reason": "wrong", "text": "あ" * 1_000_000},
        {"reason": "wrong", "text": "無\x00効"},
    ],
)
def test_topic_report_refuses_what_is_wrong(bad, browser, stranger, topic):
    assert browser(stranger).post(f"/board/topics/{topic.pk}/report/", bad).status_code == 400
    assert not Report.objects.exists()


def test_reply_report_and_its_mark(browser, stranger, ward_officer, topic, make_reply):
    reply = make_reply(topic, ward_officer)
    client = browser(stranger)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f"/board/replies/{reply.pk}/report/" in page
    assert client.post(f"/board/replies/{reply.pk}/report/", GOOD).status_code == 302
    assert Report.objects.get().reply == reply
    page = client.get(topic.get_absolute_url()).content.decode()
    assert f"/board/replies/{reply.pk}/report/" not in page
    assert "/report/" in page  # the topic itself may still be reported


def test_reply_report_of_a_hidden_one(browser, stranger, ward_officer, secretariat, topic, make_reply):
    reply = make_reply(topic, ward_officer)
    hide_post(post=reply, by=secretariat, reason="確認のため")
    assert browser(stranger).post(f"/board/replies/{reply.pk}/report/", GOOD).status_code == 404
    assert browser(ward_officer).post(f"/board/replies/{reply.pk}/report/", GOOD).status_code == 403


def test_topic_report_twice_is_one(browser, stranger, ward_officer, topic):
    client = browser(stranger)
    for _ in range(2):
        assert client.post(f"/board/topics/{topic.pk}/report/", GOOD).status_code == 302
    browser(ward_officer).post(f"/board/topics/{topic.pk}/report/", GOOD)
    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_report_is_one(committed, browser, stranger, topic):
    clients = [browser(stranger) for _ in range(3)]
    answers = in_threads(*[lambda c=c: c.post(f"/board/topics/{topic.pk}/report/", GOOD) for c in clients])
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"by": None},
        {"outcome": "nothing"},
    ],
)
def test_report_constraints(broken, report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**broken)


def test_report_once_by_constraint(report, stranger, topic):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(topic=topic, by=stranger, reason="rude", seen_title="x", seen_text="x")


@pytest.mark.parametrize(
    ("outcome", "hidden", "locked"),
    [("nothing", False, False), ("asked", False, False), ("hidden", True, False), ("locked", False, True)],
)
def test_report_decided(outcome, hidden, locked, browser, secretariat, topic, report, officer, stranger):
    response = decide(browser(secretariat), report, outcome=outcome, reason="ご確認ください。")
    assert (response.status_code, response.url) == (302, "/board/reports/")
    topic.refresh_from_db()
    assert (topic.is_hidden, topic.is_locked) == (hidden, locked)
    report.refresh_from_db()
    assert (report.outcome, report.decided_by) == (outcome, secretariat)
    told(job="board.report_decided")
    body = texts("report_decided")[stranger.email]
    assert "確かめました。" in body
    assert topic.title not in body
    assert AuditEntry.objects.filter(verb="board.report_decided").count() == 1


def test_report_decided_mails_the_owner_without_naming_anybody(
    browser, secretariat, topic, report, officer, stranger, sakai
):
    decide(browser(secretariat), report, outcome="hidden", reason="個人の電話番号があります。")
    told(job="board.owner_notified")
    mailed = texts("owner_notified")
    assert set(mailed) == {officer.email, sakai.sections.get().mailbox}
    body = mailed[officer.email]
    for words in ("個人の電話番号があります。", topic.title, "異議", "特別区長会事務局"):
        assert words in body
    assert body.count("http") == 1
    assert stranger.name not in body
    assert "釧路" not in body


def test_report_of_a_reply_hides_the_reply(browser, secretariat, topic, stranger, ward_officer, make_reply):
    reply = make_reply(topic, ward_officer)
    report, _ = report_post(post=reply, by=stranger, **GOOD)
    decide(browser(secretariat), report, outcome="hidden", reason="確認のため")
    assert Reply.objects.get().is_hidden
    topic.refresh_from_db()
    assert not topic.is_hidden


def test_reports_of_one_post_are_settled_together(browser, secretariat, topic, report, ward_officer):
    other, _ = report_post(post=topic, by=ward_officer, **GOOD)
    decide(browser(secretariat), report)
    other.refresh_from_db()
    assert other.outcome == "nothing"
    again = decide(browser(secretariat), other, outcome="hidden", reason="あとから")
    assert again.status_code == 302
    topic.refresh_from_db()
    assert not topic.is_hidden  # somebody else was first


@pytest.mark.parametrize("bad", [{"outcome": ""}, {"outcome": "hidden"}, {"remark": ""}, {"outcome": "x"}])
def test_report_decide_refuses(bad, browser, secretariat, report):
    assert decide(browser(secretariat), report, **bad).status_code == 400
    report.refresh_from_db()
    assert report.is_open


def test_a_report_keeps_what_was_said_when_it_was_made(browser, secretariat, officer, topic, report):
    before = topic.body
    values = {"title": topic.title, "body": "書き直しました。"}
    edit_topic(topic=topic, by=officer, version=topic.version, values=values)
    page = browser(secretariat).get(report.get_absolute_url()).content.decode()
    assert before.splitlines()[0] in page
    assert "通報のあとに修正されています" in page


@pytest.mark.parametrize("who", ["officer", "reader", "stranger", "ward_officer"])
def test_report_pages_are_the_secretariats(who, request, browser, report):
    client = browser(request.getfixturevalue(who))
    for path in ("/board/reports/", report.get_absolute_url(), "/board/order/"):
        assert client.get(path).status_code == 403
    assert decide(client, report).status_code == 403


def test_report_list_costs_the_same_for_one_and_three(browser, secretariat, make_topic, officer, stranger):
    client = browser(secretariat)

    def cost(path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    report_post(post=make_topic(officer), by=stranger, **GOOD)
    client.get("/board/reports/")
    first = [cost("/board/reports/"), cost("/members/desk/"), cost("/board/order/?view=hidden")]
    for _ in range(2):
        report, _ = report_post(post=make_topic(officer), by=stranger, **GOOD)
        hide_post(post=report.topic, by=secretariat, reason="確認のため")
    assert [cost("/board/reports/"), cost("/members/desk/"), cost("/board/order/?view=hidden")] == first
    assert max(first) <= 12


def test_the_secretariat_is_mailed_and_finds_it_in_its_task_queue(
    browser, secretariat, secretariat_body, topic, report
):
    told(job="board.post_reported")
    assert set(texts("post_reported")) == {secretariat_body.sections.get().mailbox}
    client = browser(secretariat)
    assert "掲示板の通報" in client.get("/members/desk/").content.decode()
    mypage = client.get("/mypage/").content.decode()
    assert "対応を待つ掲示板の通報" in mypage
    assert f"/board/reports/{report.pk}/" in client.get(topic.get_absolute_url()).content.decode()
    with CaptureQueriesContext(connection) as captured:
        client.get("/mypage/")
    assert len(captured) <= 12


def test_topic_page_costs_no_query_more_with_reports(browser, stranger, topic, make_reply, ward_officer):
    client = browser(stranger)
    make_reply(topic, ward_officer)
    client.get(topic.get_absolute_url())

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(topic.get_absolute_url()).status_code == 200
        return len(captured)

    before = cost()
    report_post(post=topic, by=stranger, **GOOD)
    report_post(post=Reply.objects.get(), by=stranger, **GOOD)
    assert cost() == before
    assert before <= 12
