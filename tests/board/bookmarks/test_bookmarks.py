"""Bookmarks (しおり): saved, listed, removed, handed over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.bookmarks.actions import save_bookmark
from board.bookmarks.models import Bookmark
from board.closing.actions import close_topic
from board.handovers.actions import hand_over_bookmarks
from board.moderation.actions import hide_post, unhide_post
from board.topics.models import Topic

pytestmark = pytest.mark.django_db


def put(client, topic):
    return client.post(f"/board/topics/{topic.pk}/bookmark/")


def test_a_topic_is_marked_and_the_mark_removed(browser, topic, reader):
    user = reader  # it says nothing in the name of their section
    client = browser(user)
    put(client, topic)
    put(client, topic)  # again: one bookmark
    assert Bookmark.objects.get().user == user
    assert topic.title in client.get("/board/bookmarks/").content.decode()
    assert "しおりを外す" in client.get(topic.get_absolute_url()).content.decode()
    client.post(f"/board/topics/{topic.pk}/bookmark/remove/")
    client.post(f"/board/topics/{topic.pk}/bookmark/remove/")
    assert not Bookmark.objects.exists()
    assert "しおりはありません" in client.get("/board/bookmarks/").content.decode()


def test_a_visitor_and_an_outsider_mark_nothing(visitor, browser, make_user, make_organization, topic):
    assert put(visitor, topic).url.startswith("/accounts/login/")
    outsider = make_user("out@city.example", make_organization("未登録市", member=False))
    assert put(browser(outsider), topic).status_code == 403
    assert browser(outsider).get("/board/bookmarks/").status_code == 403
    assert not Bookmark.objects.exists()


def test_what_one_may_not_see_is_neither_marked_nor_listed(
    browser, officer, stranger, secretariat, make_draft, topic
):
    draft = make_draft(officer)
    assert put(browser(stranger), draft).status_code == 404
    assert put(browser(officer), draft).status_code == 403
    client = browser(stranger)
    put(client, topic)
    hide_post(post=topic, by=secretariat, reason="確認のため")
    page = client.get("/board/bookmarks/").content.decode()
    assert topic.title not in page
    unhide_post(post=topic, by=secretariat)
    Topic.objects.filter(pk=topic.pk).update(audience="wards")
    assert topic.title not in client.get("/board/bookmarks/").content.decode()
    assert put(client, topic).status_code == 404


def test_a_bookmark_remains_when_the_topic_ends(browser, officer, stranger, topic):
    save_bookmark(topic=topic, by=stranger)
    close_topic(topic=topic, by=officer)
    page = browser(stranger).get("/board/bookmarks/").content.decode()
    assert topic.title in page
    assert "終了" in page


def test_the_row_takes_a_bookmark_away(browser, officer, stranger, topic):
    save_bookmark(topic=topic, by=stranger)
    save_bookmark(topic=topic, by=officer)
    client = browser(stranger)
    assert (
        client.post("/board/bookmarks/remove/", {"topic": f"{topic.pk}-{topic.activity_no}"}).status_code
        == 302
    )
    assert list(Bookmark.objects.values_list("user", flat=True)) == [officer.pk]
    for wrong in ("", "x", "9" * 30, "\x00", "1-2-3"):
        assert client.post("/board/bookmarks/remove/", {"topic": wrong}).status_code == 404


def test_the_list_costs_the_same_with_one_and_three_rows(browser, officer, stranger, make_topic):
    client = browser(stranger)

    def cost() -> int:
        client.get("/board/bookmarks/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/board/bookmarks/")
        return len(seen)

    save_bookmark(topic=make_topic(officer), by=stranger)
    one = cost()
    for _ in range(2):
        save_bookmark(topic=make_topic(officer), by=stranger)
    assert cost() == one <= 12


def test_bookmarks_pass_on_once(officer, colleague, make_topic):
    both, other = make_topic(officer), make_topic(officer)
    for topic in (both, other):
        save_bookmark(topic=topic, by=officer)
    save_bookmark(topic=both, by=colleague)
    hand_over_bookmarks(officer, colleague)
    own = Bookmark.objects.filter(user=colleague)
    assert list(own.values_list("topic", flat=True)) == [other.pk, both.pk]
