"""Pinned topics (固定) and 事務局からのお知らせ."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from board.merges.actions import merge_topic, unmerge_topic
from board.moderation.actions import hide_post, unhide_post
from board.pins.actions import pin_topic
from board.pins.rules import MAX_PINNED
from board.topics.models import Topic
from board.unread.actions import mark_all_read
from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from common.refusals import ActionRefused
from members.saved_filters.actions import save_filter
from tests.threads import in_threads

NOTICE = Topic.Kind.NOTICE


def in_days(days: int) -> datetime.date:
    return today() + datetime.timedelta(days)


@pytest.fixture
def pinned(topic, secretariat):
    return pin_topic(topic=topic, by=secretariat, until=in_days(30))


@pytest.mark.parametrize("who", ["officer", "ward_officer"])
def test_nobody_but_the_secretariat_is_offered_to_pin(request, browser, topic, who):
    page = browser(request.getfixturevalue(who)).get(topic.get_absolute_url()).content.decode()
    assert "先頭に固定する" not in page


def test_a_visitor_pins_nothing(visitor, topic):
    assert visitor.post(f"/board/topics/{topic.pk}/pin/").url.startswith("/accounts/login/")


def test_the_secretariat_pins_and_unpins(browser, secretariat, stranger, make_topic, officer, topic):
    newer = make_topic(officer, title="あとの投稿")
    client, url = browser(secretariat), f"/board/topics/{topic.pk}/pin/"
    assert url in client.get(topic.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 200
    assert client.post(url, {"until": "令和99年"}).status_code == 400
    assert client.post(url, {"until": str(in_days(-1))}).status_code == 400
    assert client.post(url, {"until": str(in_days(400))}).status_code == 400
    client.post(url, {"until": str(in_days(30))})
    assert client.post(url, {"until": str(in_days(9))}).status_code == 302  # the second press
    topic.refresh_from_db()
    assert (topic.pinned_by, topic.pinned_until) == (secretariat, in_days(30))
    page = browser(stranger).get("/board/").content.decode()
    assert page.index(topic.title) < page.index(newer.title)
    assert "固定された投稿" in page
    assert page.count(topic.title) == 1
    client.post(f"/board/topics/{topic.pk}/unpin/")
    client.post(f"/board/topics/{topic.pk}/unpin/")
    topic.refresh_from_db()
    assert (topic.pinned_at, topic.pinned_by, topic.pinned_until) == (None, None, None)
    verbs = [entry.verb for entry in entries_of(topic)]
    assert verbs[:2] == ["board.topic_unpinned", "board.topic_pinned"]
    assert "固定された投稿" not in browser(stranger).get("/board/").content.decode()


def test_it_comes_down_by_its_date(browser, officer, stranger, make_topic, pinned):
    make_topic(officer, title="あとの投稿")
    client = browser(stranger)
    for moment, is_up in ((in_days(30), True), (in_days(31), False)):
        with time_machine.travel(datetime.datetime.combine(moment, datetime.time(1, tzinfo=datetime.UTC))):
            client = browser(stranger)
            page = client.get("/board/").content.decode()
            assert ("固定された投稿" in page) is is_up
            assert pinned.title in page
            assert pinned.is_pinned is is_up


def test_it_is_on_top_of_the_plain_first_page_only(browser, stranger, pinned):
    client = browser(stranger)
    for query in ({"kind": "proposal"}, {"sort": "newest"}, {"q": ""}, {"page": "2"}):
        page = client.get("/board/", query).content.decode()
        assert ("固定された投稿" in page) is (query in ({"q": ""}, {"page": "2"}))
        assert pinned.title in page  # page 2 of one page is page 1


def test_who_may_not_see_it_sees_no_pin(browser, stranger, ward_officer, pinned):
    Topic.objects.filter(pk=pinned.pk).update(audience="wards")
    assert pinned.title not in browser(stranger).get("/board/").content.decode()
    page = browser(ward_officer).get("/board/").content.decode()
    assert "特別区のみ" in page
    assert ">固定<" in page


def test_at_most_five(browser, officer, secretariat, make_topic):
    for _ in range(MAX_PINNED):
        pin_topic(topic=make_topic(officer), by=secretariat, until=in_days(3))
    sixth = make_topic(officer)
    response = browser(secretariat).post(f"/board/topics/{sixth.pk}/pin/", {"until": str(in_days(3))})
    assert response.status_code == 400
    assert "5件までです" in response.content.decode()
    with time_machine.travel(datetime.datetime.combine(in_days(5), datetime.time(1, tzinfo=datetime.UTC))):
        pin_topic(topic=sixth, by=secretariat, until=in_days(9))


def hide(topic, by, make_topic):
    hide_post(post=topic, by=by, reason="確認のため")
    return lambda: unhide_post(post=topic, by=by)


def merge(topic, by, make_topic):
    merge_topic(topic=topic, by=by, into=make_topic(topic.author), reason="重複のため")
    return lambda: unmerge_topic(topic=Topic.objects.get(pk=topic.pk), by=by)


@pytest.mark.parametrize("leave", [hide, merge])
def test_what_left_the_board_gives_its_place_free(leave, officer, secretariat, stranger, browser, make_topic):
    """And is pinned again where the limit allows."""
    topics = [make_topic(officer) for _ in range(MAX_PINNED + 1)]
    for topic in topics[:-1]:
        pin_topic(topic=topic, by=secretariat, until=in_days(3))
    back = leave(topics[0], secretariat, make_topic)
    back()
    assert Topic.objects.pinned().count() == MAX_PINNED
    topics[0].refresh_from_db()
    back = leave(topics[0], secretariat, make_topic)
    pin_topic(topic=topics[-1], by=secretariat, until=in_days(3))
    back()
    assert set(Topic.objects.pinned()) == set(topics[1:])
    topics[0].refresh_from_db()
    assert not topics[0].is_pinned
    assert entries_of(topics[0]).first().verb in {"board.topic_unhidden", "board.topic_unmerged"}
    assert entries_of(topics[0]).filter(verb="board.topic_unpinned").count() == 1
    assert browser(stranger).get("/board/").content.decode().count(">固定<") == MAX_PINNED


def test_drafts_hidden_topics_and_talks_have_no_place_there(
    browser, officer, secretariat, sakai, kushiro, make_draft, make_topic, topic
):
    hidden, talk = make_topic(officer), make_topic(officer, NOTICE)
    hide_post(post=hidden, by=secretariat, reason="確認のため")
    Topic.objects.filter(pk=talk.pk).update(kind="talk", parent=topic, audience="chosen")
    for wrong in (make_draft(officer), hidden, talk):
        with pytest.raises(PermissionDenied):
            pin_topic(topic=wrong, by=secretariat, until=in_days(3))
    assert browser(secretariat).get(f"/board/topics/{hidden.pk}/pin/").status_code == 403
    pin_topic(topic=topic, by=secretariat, until=in_days(3))
    hide_post(post=topic, by=secretariat, reason="確認のため")
    assert topic.title not in browser(officer).get("/board/").content.decode()


def test_two_at_once_do_not_pass_the_limit(committed, officer, secretariat, make_topic):
    for _ in range(MAX_PINNED - 1):
        pin_topic(topic=make_topic(officer), by=secretariat, until=in_days(3))
    last = [make_topic(officer) for _ in range(4)]

    def pin(topic):
        try:
            pin_topic(topic=topic, by=secretariat, until=in_days(3))
        except ActionRefused:
            return "refused"
        return "pinned"

    outcomes = in_threads(*(lambda topic=topic: pin(topic) for topic in last))
    assert sorted(outcomes) == ["pinned", "refused", "refused", "refused"]


def test_the_newest_unread_notice_of_the_secretariat_is_on_top(
    browser, officer, secretariat, stranger, make_topic, has_account_since_before
):
    has_account_since_before(stranger)
    older = make_topic(secretariat, NOTICE, title="前のお知らせ")
    newer = make_topic(secretariat, NOTICE, title="新しいお知らせ")
    make_topic(officer, title="自治体の投稿")
    client = browser(stranger)

    def notice() -> str:
        page = client.get("/board/").content.decode()
        return page.partition("board-notice")[2].partition("</div>")[0]

    assert newer.title in notice()
    client.get(newer.get_absolute_url())
    assert older.title in notice()
    client.get(older.get_absolute_url())
    assert notice() == ""
    mark_all_read(stranger)
    assert "事務局からのお知らせ" in client.get("/board/", {"from": "secretariat"}).content.decode()


def test_the_front_page_costs_the_same_with_one_and_three_on_top(
    browser, officer, secretariat, stranger, make_topic, has_account_since_before
):
    has_account_since_before(stranger)
    client = browser(stranger)
    save_filter(by=stranger, page="board", name="観光", query="theme=tourism")

    def more():
        make_topic(secretariat, NOTICE)
        make_topic(officer)
        pin_topic(topic=make_topic(officer), by=secretariat, until=in_days(3))

    def cost() -> int:
        client.get("/board/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/board/")
        return len(seen)

    more()
    one = cost()
    more()
    more()
    assert cost() == one <= 12


def test_the_secretariat_pins_in_its_admin(browser, officer, secretariat, make_topic):
    topics = [make_topic(officer) for _ in range(MAX_PINNED + 1)]
    client, url = browser(secretariat), "/admin/board/topic/"

    def press(action, chosen):
        data = {"action": action, "_selected_action": [topic.pk for topic in chosen]}
        return client.post(url, data, follow=True).content.decode()

    assert "5件までです" in press("pin", topics)
    assert not Topic.objects.pinned().exists()  # all of them or none
    assert "2件の投稿を固定しました" in press("pin", topics[:2])
    assert Topic.objects.pinned().count() == 2
    press("unpin", topics[:1])
    assert Topic.objects.pinned().get() == topics[1]


def test_constraint(topic):
    with pytest.raises(IntegrityError, match="topic_pinned_whole"), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(pinned_until=today())
