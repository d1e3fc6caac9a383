"""My-page and home: what waits for whom, with the same queries for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topics.models import Topic
from board.unread.queries import floor_of
from common.outbox.models import OutgoingMail
from events.events.models import Event
from events.facts import seed_data
from inquiries.drafts.actions import draft_inquiry
from members.organizations import seed_data as organizations_seed_data
from pamphlets.drafts.actions import draft_pamphlet

PROPOSAL = {
    "title": "物産展の提案",
    "body": "一緒に開きませんか。",
    "themes": ["industry"],
    "offer": "特産品",
    "seek": "会場",
}


def publish(by, **values):
    draft = draft_topic(by=by, kind=Topic.Kind.PROPOSAL, values=PROPOSAL | values, files=())
    return publish_topic(topic=draft, by=by)


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured), response.content.decode()


def test_mypage_shows_a_ward_officer_what_is_unread(browser, officer, ward_officer):
    floor_of(ward_officer)
    publish(officer)
    count, text = queries(browser(ward_officer), "/mypage/")
    assert "物産展の提案" in text
    assert "未読の投稿" in text
    assert count <= 12


def test_mypage_costs_the_same_for_one_and_three(browser, officer, ward_officer):
    floor_of(ward_officer)
    client = browser(ward_officer)
    publish(officer)
    one, _ = queries(client, "/mypage/")
    publish(officer, title="二つ目")
    publish(officer, title="三つ目")
    three, text = queries(client, "/mypage/")
    assert "三つ目" in text
    assert one == three


def test_mypage_shows_drafts_and_replies_of_the_own_organisation(browser, officer, colleague, ward_officer):
    topic = publish(officer)
    floor_of(colleague)
    draft_topic(by=officer, kind=Topic.Kind.NOTICE, values={"title": "書きかけ"}, files=())
    post_reply(topic=topic, by=ward_officer, body="ぜひ。", files=())
    text = browser(colleague).get("/mypage/").content.decode()
    assert "投稿の下書き（1件）" in text
    assert "新しい返信" in text


def test_mypage_leads_to_drafts_of_requests_and_inquiries(browser, officer, ward_officer, reader, stranger):
    draft_pamphlet(by=officer, values={"title": "冬の案内", "all_wards": True})
    draft_inquiry(by=ward_officer, values={"title": "取組について"})
    draft_inquiry(by=ward_officer, values={"title": "予定について"})
    assert "配布依頼の下書き（1件）" in browser(officer).get("/mypage/").text
    assert "照会の下書き（2件）" in browser(ward_officer).get("/mypage/").text
    for person in (reader, stranger):
        page = browser(person).get("/mypage/").text
        assert "配布依頼の下書き" not in page
        assert "照会の下書き" not in page


def test_mypage_shows_nothing_of_another_organisations_drafts(browser, officer, stranger):
    draft_topic(by=officer, kind=Topic.Kind.NOTICE, values={"title": "書きかけ"}, files=())
    assert "下書き" not in browser(stranger).get("/mypage/").content.decode()


def test_mypage_tells_the_secretariat_of_mail_that_was_not_sent(browser, secretariat, officer):
    OutgoingMail.objects.create(
        key="x", purpose="x", to="a@b.example", subject="x", body="x", state=OutgoingMail.State.FAILED
    )
    assert "送信できなかったメール" in browser(secretariat).get("/mypage/").content.decode()
    assert "送信できなかったメール" not in browser(officer).get("/mypage/").content.decode()


def test_mypage_asks_to_confirm_a_record_that_nobody_confirmed(browser, officer, sakai):
    assert "登録内容の確認" in browser(officer).get("/mypage/").content.decode()


@pytest.mark.parametrize("path", ["/", "/search/?q=防災", "/about/"])
def test_public_pages_stay_within_their_queries(path, visitor, browser, officer):
    organizations_seed_data.load_seed_data()
    seed_data.load_seed_data()
    visitor.get(path)  # words that could be meant are gathered once in an hour
    count, _ = queries(visitor, path)
    assert count <= 12
    client = browser(officer)
    client.get(path)
    count, _ = queries(client, path)
    assert count <= (17 if path == "/" else 12)  # in service 7 for the home page: what visitors read is kept


def test_home_shows_real_events_and_nothing_of_the_board(visitor, officer):
    organizations_seed_data.load_seed_data()
    seed_data.load_seed_data()
    publish(officer)
    text = visitor.get("/").content.decode()
    assert "港区の全国連携の取組について" in text
    assert "物産展の提案" not in text


def test_home_is_made_once_for_visitors_and_anew_when_something_changed(visitor, officer, browser):
    organizations_seed_data.load_seed_data()
    seed_data.load_seed_data()
    first = visitor.get("/")
    cost, _ = queries(visitor, "/")
    assert cost <= 11
    assert visitor.get("/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    Event.objects.filter(title__contains="港区の全国連携の取組").first().delete()
    assert "港区の全国連携の取組" not in visitor.get("/").content.decode()
    assert officer.name in browser(officer).get("/").content.decode()
    assert officer.name not in visitor.get("/").content.decode()
