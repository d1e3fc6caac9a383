"""The board in the search, in /admin/ and on my page."""

import pytest
from django.urls import reverse

from board.audience_changes.actions import change_audience
from board.moderation.actions import hide_post
from board.topic_lists.queries import new_topics
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.unread.queries import floor_of
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import matching_ids, search_texts


def found(user, q) -> list[str]:
    return [row.title for row in search_texts(q, audiences=audiences.audiences_of(user)).rows]


def test_members_find_a_topic_by_text_reply_and_reading_of_the_organization(
    officer, stranger, ward_officer, topic, make_reply
):
    make_reply(topic, ward_officer, "文化会館を使えます。")
    refresh_index_now(topic)
    for q in ("物産展", "文化会館", "さかいし", "産業"):
        assert found(stranger, q) == [topic.title]


def test_visitors_find_nothing_of_the_board(topic):
    from django.contrib.auth.models import AnonymousUser

    refresh_index_now(topic)
    assert found(AnonymousUser(), "物産展") == []


def test_drafts_and_hidden_things_are_not_found(
    officer, stranger, ward_officer, secretariat, make_draft, topic, make_reply
):
    reply = make_reply(topic, ward_officer, "文化会館を使えます。")
    hide_post(post=reply, by=secretariat, reason="確認のため")
    refresh_index_now(topic)
    assert found(stranger, "文化会館") == []
    refresh_index_now(make_draft(officer, title="秘密の下書き"))
    assert found(officer, "秘密") == []
    hide_post(post=topic, by=secretariat, reason="確認のため")
    refresh_index_now(topic)
    assert found(stranger, "物産展") == []


def test_board_list_is_searched_together_with_its_filters(browser, officer, stranger, make_topic):
    topics = [make_topic(officer), make_topic(stranger, Topic.Kind.NOTICE, title="物産展の周知")]
    for topic in topics:
        refresh_index_now(topic)
    page = browser(stranger).get("/board/", {"q": "物産展", "kind": "notice"}).content.decode()
    assert topics[1].title in page
    assert topics[0].title not in page
    assert (
        "条件に合う投稿はありません"
        in browser(stranger).get("/board/", {"q": "そのようなもの"}).content.decode()
    )


@pytest.mark.parametrize("q", ["\x00", "'", "%", "あ" * 500, "&|!()"])
def test_board_list_survives_any_query(browser, stranger, topic, q):
    assert browser(stranger).get("/board/", {"q": q}).status_code == 200


@pytest.mark.parametrize("name", ["topic", "reply"])
def test_admin_lists_and_shows_read_only(browser, secretariat, ward_officer, topic, make_reply, name):
    client = browser(secretariat)
    obj = {"topic": topic, "reply": make_reply(topic, ward_officer)}[name]
    page = client.get(reverse(f"admin:board_{name}_changelist"), {"q": "堺" if name == "topic" else "江東"})
    assert page.status_code == 200
    assert f"第{topic.pk}号" in page.content.decode()
    change = client.get(reverse(f"admin:board_{name}_change", args=[obj.pk])).content.decode()
    assert obj.body.splitlines()[0] in change
    assert '<textarea name="body"' not in change
    assert client.get(reverse(f"admin:board_{name}_delete", args=[obj.pk])).status_code == 403
    assert client.get(reverse(f"admin:board_{name}_add")).status_code == 403


def test_admin_does_not_show_drafts(browser, secretariat, officer, make_draft):
    draft = make_draft(officer, title="秘密の下書き")
    client = browser(secretariat)
    assert "秘密の下書き" not in client.get(reverse("admin:board_topic_changelist")).content.decode()
    assert client.get(reverse("admin:board_topic_change", args=[draft.pk])).status_code == 302


def run_in_admin(client, name, action, obj, reason=""):
    data = {"action": action, "_selected_action": [obj.pk], "reason": reason}
    return client.post(reverse(f"admin:board_{name}_changelist"), data, follow=True).content.decode()


def test_admin_hides_with_a_reason_closes_and_shows(browser, secretariat, ward_officer, topic, make_reply):
    client = browser(secretariat)
    assert "理由を入力してから" in run_in_admin(client, "topic", "hide", topic)
    assert "1件の投稿を非表示にしました" in run_in_admin(client, "topic", "hide", topic, "確認のため")
    topic.refresh_from_db()
    assert topic.hidden_reason == "確認のため"
    run_in_admin(client, "topic", "show", topic)
    reply = make_reply(topic, ward_officer)
    run_in_admin(client, "topic", "close", topic)
    topic.refresh_from_db()
    assert (topic.is_hidden, topic.state) == (False, "closed")
    assert "理由を入力してから" in run_in_admin(client, "reply", "hide", reply)
    run_in_admin(client, "reply", "hide", reply, "個人情報")
    reply.refresh_from_db()
    assert reply.hidden_reason == "個人情報"
    run_in_admin(client, "reply", "show", reply)
    reply.refresh_from_db()
    assert not reply.is_hidden


def test_admin_is_closed_to_officers(browser, officer, topic):
    assert browser(officer).get(reverse("admin:board_topic_changelist")).status_code == 302


def test_new_topics_are_those_with_something_unread(
    colleague, ward_officer, topic, make_reply, django_assert_num_queries
):
    floor_of(colleague)
    mark_read(colleague, topic.pk, topic.activity_no)
    assert new_topics(colleague).rows == []
    make_reply(topic, ward_officer)
    with django_assert_num_queries(2):
        new = new_topics(colleague)
    assert [row.pk for row in new.rows] == [topic.pk]
    assert new.count == 1


def test_mypage_shows_unread_topics_and_new_replies(browser, colleague, ward_officer, topic, make_reply):
    floor_of(colleague)
    make_reply(topic, ward_officer)
    page = browser(colleague).get("/mypage/").content.decode()
    assert page.count(topic.title) == 2


@pytest.mark.parametrize("deed", ["topic", "reply", "audience"])
def test_what_is_taken_away_is_not_found_from_that_moment_on(
    officer, ward_officer, secretariat, kushiro, topic, make_reply, deed
):
    """The worker may be busy or down: nothing is found that may not be read any more."""
    reply = make_reply(topic, ward_officer, "電話は090-0000-0000です。")
    refresh_index_now(topic)
    found = {"audiences": ["members"], "kind": "掲示板"}
    assert matching_ids("090-0000-0000", **found) == [topic.pk]
    if deed == "topic":
        hide_post(post=topic, by=secretariat, reason="個人情報")
    elif deed == "reply":
        hide_post(post=reply, by=secretariat, reason="個人情報")
    else:
        cut = {reply.organization_id}
        narrower = {"audience": "chosen", "organizations": [kushiro], "losing_access": cut}
        change_audience(topic=topic, by=officer, **narrower)
    assert matching_ids("090-0000-0000", **found) == []
    refresh_index_now(topic)
    assert matching_ids("090-0000-0000", **found) == []
    assert (matching_ids("物産展", **found) == [topic.pk]) == (deed == "reply")
