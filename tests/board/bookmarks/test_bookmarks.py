"""Bookmarks (しおり): saved, noted, listed, removed, handed over."""

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


def put(client, topic, **data):
    return client.post(f"/board/topics/{topic.pk}/bookmark/", data)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("officer", 302),
        ("colleague", 302),
        ("reader", 302),  # their own note: it says nothing in the name of their section
        ("stranger", 302),
        ("ward_officer", 302),
        ("secretariat", 302),
    ],
)
def test_everybody_who_sees_a_topic_may_mark_it(request, browser, topic, who, code):
    user = request.getfixturevalue(who)
    client = browser(user)
    assert put(client, topic, note="4月の会議で使う").status_code == code
    assert Bookmark.objects.get(user=user).note == "4月の会議で使う"
    assert "4月の会議で使う" in client.get("/board/bookmarks/").content.decode()
    assert "しおり：4月の会議で使う" in client.get(topic.get_absolute_url()).content.decode()
    put(client, topic, note="")  # again: one bookmark, the note as it was typed last
    assert Bookmark.objects.get(user=user).note == ""
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
    put(client, topic, note="あとで読む")
    hide_post(post=topic, by=secretariat, reason="確認のため")
    page = client.get("/board/bookmarks/").content.decode()
    assert topic.title not in page
    assert "あとで読む" not in page
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


def test_a_note_too_long_is_said_and_stays(browser, stranger, topic):
    response = put(browser(stranger), topic, note="長" * 101)
    assert response.status_code == 400
    assert "100文字" in response.content.decode()
    assert "長" * 101 in response.content.decode()
    assert not Bookmark.objects.exists()


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


def test_bookmarks_pass_on_and_the_successors_own_note_stays(officer, colleague, make_topic):
    both, other = make_topic(officer), make_topic(officer)
    for topic in (both, other):
        save_bookmark(topic=topic, by=officer, note="前任のメモ")
    save_bookmark(topic=both, by=colleague, note="自分のメモ")
    hand_over_bookmarks(officer, colleague)
    notes = dict(Bookmark.objects.filter(user=colleague).values_list("topic", "note"))
    assert notes == {both.pk: "自分のメモ", other.pk: "前任のメモ"}
