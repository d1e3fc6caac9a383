"""The pages that only read: who sees what, and at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.moderation.actions import hide_post
from board.topics.models import Topic
from tests.board.helpers import count_queries
from tests.menus import entries_of

LISTS = ["/board/", "/board/unread/", "/board/drafts/", "/board/notices/", "/board/new/"]


@pytest.mark.parametrize("path", [*LISTS, "/board/new/proposal/"])
def test_board_sends_a_visitor_to_login_without_a_title(visitor, topic, path):
    response = visitor.get(path)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", [*LISTS, "/board/new/proposal/"])
def test_board_refuses_an_officer_of_no_member(browser, make_organization, make_user, topic, path):
    outsider = make_user("out@city.example", make_organization("未登録市", member=False))
    response = browser(outsider).get(path)
    assert response.status_code == 403
    assert topic.title not in response.content.decode()


def test_topic_list_shows_published_topics_only(browser, ward_officer, officer, make_draft, topic):
    make_draft(officer, title="まだ書きかけ")
    page = browser(ward_officer).get("/board/").content.decode()
    assert topic.title in page
    assert f"第{topic.pk}号" in page
    assert "大阪府堺市" in page
    assert "まだ書きかけ" not in page


def test_topic_detail_of_a_draft_is_its_preview_for_colleagues_and_nothing_for_others(
    browser, officer, colleague, stranger, secretariat, make_draft
):
    draft = make_draft(officer)
    url = reverse("board:topic-detail", args=[draft.pk])
    assert browser(colleague).get(url).url == reverse("board:topic-preview", args=[draft.pk])
    for other in (stranger, secretariat):
        assert browser(other).get(url).status_code == 404
        for name in ("preview", "edit", "discard", "print"):
            assert browser(other).get(reverse(f"board:topic-{name}", args=[draft.pk])).status_code == 404


def test_topic_detail_shows_facts_text_files_and_replies(browser, ward_officer, officer, make_reply, topic):
    make_reply(topic, ward_officer, "区として検討します。")
    page = browser(officer).get(topic.get_absolute_url()).content.decode()
    for words in (
        "提供できること",
        "会場の提供",
        "秋の物産展を提案します。",
        "区として検討します。",
        "特別区",
    ):
        assert words in page
    assert page.count("<h1") == 1


def test_hidden_topic_is_seen_by_owner_and_secretariat_with_the_reason(
    browser, officer, stranger, ward_officer, secretariat, topic
):
    hide_post(post=topic, by=secretariat, reason="個人情報が含まれているため")
    url = topic.get_absolute_url()
    assert "個人情報が含まれているため" in browser(officer).get(url).content.decode()
    assert browser(secretariat).get(url).status_code == 200
    for other in (stranger, ward_officer):
        assert browser(other).get(url).status_code == 404
        assert topic.title not in browser(other).get("/board/").content.decode()


def test_topic_print_has_everything_on_one_page(browser, officer, ward_officer, make_reply, topic):
    for number in range(60):
        make_reply(topic, ward_officer, f"返信の本文{number}")
    page = browser(officer).get(reverse("board:topic-print", args=[topic.pk])).content.decode()
    for words in (topic.number_name, "企画課", "返信の本文0", "返信の本文59", "添付ファイル"):
        assert words in page


def test_replies_come_in_pages_of_fifty(browser, officer, ward_officer, make_reply, topic):
    for number in range(51):
        make_reply(topic, ward_officer, f"返信の本文{number}。")
    client = browser(officer)
    first = client.get(topic.get_absolute_url()).content.decode()
    assert "返信の本文49。" in first
    assert "返信の本文50。" not in first
    last = client.get(topic.get_absolute_url(), {"page": 2}).content.decode()
    assert "返信の本文50。" in last


@pytest.mark.parametrize("path", ["/board/", "/board/unread/", "/board/drafts/"])
def test_lists_cost_the_same_with_one_and_three_rows(
    browser, stranger, ward_officer, make_topic, make_draft, has_account_since_before, path
):
    has_account_since_before(stranger)
    client = browser(stranger)
    make_topic(ward_officer)
    make_draft(stranger)
    one = count_queries(client, path)
    for _ in range(2):
        make_topic(ward_officer)
        make_draft(stranger)
    assert count_queries(client, path) == one
    assert one <= 12


def test_topic_detail_costs_the_same_with_one_and_three_replies(
    browser, officer, ward_officer, make_reply, topic
):
    client = browser(officer)
    make_reply(topic, ward_officer)
    one = count_queries(client, topic.get_absolute_url())
    make_reply(topic, ward_officer)
    make_reply(topic, ward_officer)
    assert count_queries(client, topic.get_absolute_url()) == one
    make_reply(topic, ward_officer)
    with CaptureQueriesContext(connection) as seen:  # with new replies to mark
        client.get(topic.get_absolute_url())
    assert len(seen) <= 12


def test_filters_narrow_the_list(browser, stranger, officer, koto, make_topic, make_organization):
    minato = make_organization("港区", code="131032", prefecture="東京都", kind="special_ward")
    proposal = make_topic(officer, title="江東区への提案", wards=[koto], all_wards=False)
    notice = make_topic(stranger, Topic.Kind.NOTICE, title="釧路の周知")
    client = browser(stranger)

    def shown(**query):
        page = client.get("/board/", query).content.decode()
        return {topic.pk for topic in (proposal, notice) if topic.title in page}

    assert shown(kind="notice") == {notice.pk}
    assert shown(theme="industry") == {proposal.pk}
    assert shown(prefecture="北海道") == {notice.pk}
    assert shown(ward="131083") == {proposal.pk, notice.pk}  # a topic for all wards is for this one too
    assert shown(ward="131032") == {notice.pk}
    assert shown(state="closed") == set()
    assert shown(kind="どれか", theme="'", ward="0", page="無", sort="x") == {proposal.pk, notice.pk}
    assert minato.name in client.get("/board/").content.decode()


def test_topic_list_can_be_sorted_by_deadline(browser, stranger, officer, make_topic):
    import datetime

    from common.japanese_calendar import today

    soon, later = today() + datetime.timedelta(3), today() + datetime.timedelta(9)
    make_topic(officer, Topic.Kind.CALL, title="あとの期限", deadline=later, starts_on=later, place="会場")
    make_topic(officer, Topic.Kind.CALL, title="すぐの期限", deadline=soon, starts_on=later, place="会場")
    make_topic(officer, title="期限なし")
    page = browser(stranger).get("/board/", {"sort": "deadline"}).content.decode()
    assert page.index("すぐの期限") < page.index("あとの期限")
    assert "期限なし" not in page


def test_the_secretariats_tools_stand_in_the_same_menu(browser, secretariat, officer, topic):
    """What the topic's state allows, and what undoes it; nobody else has them."""

    def entries(user):
        return {entry for entry, _ in entries_of(browser(user), topic.get_absolute_url())}

    def tools(*names):
        return {f"/board/topics/{topic.pk}/{name}/" for name in names}

    assert tools("pin", "move", "merge", "lock", "hide") <= entries(secretariat)
    browser(secretariat).post(f"/board/topics/{topic.pk}/lock/", {"reason": "同じ投稿が続くため"})
    assert tools("unlock") <= entries(secretariat)
    assert not tools("lock") & entries(secretariat)
    assert not tools("pin", "merge", "lock", "unlock", "hide") & entries(officer)
