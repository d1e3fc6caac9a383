"""Those who have read a topic are shown what was changed since; an edit alone makes nothing unread."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from board.audience_changes.actions import change_audience
from board.handovers.actions import hand_over_board
from board.moderation.actions import move_topic
from board.reply_capacity.actions import set_reply_capacity
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from board.unread.actions import compact_read_marks, mark_all_read
from board.unread.models import ReadingFloor, ReadMark
from board.unread.queries import floor_of, read_up_to, unread_ids
from common.outbox.models import OutgoingMail
from tests.board.helpers import settle
from tests.worker import told

NOTICE = "前に読んだあとで、内容が変わりました"


def edit(topic, by, body="会場が変わりました。", **more):
    topic.refresh_from_db()
    values = {"body": body}
    return edit_topic(topic=topic, by=by, version=topic.version, values=values, **more)


def page_of(client, topic) -> str:
    return client.get(topic.get_absolute_url()).content.decode()


@pytest.fixture
def read(browser, officer, stranger, make_topic):
    """A topic of 堺市 that 釧路市 has read."""
    floor_of(stranger)
    topic = make_topic(officer)
    browser(stranger).get(topic.get_absolute_url())
    return topic


def test_reader_of_the_earlier_text_is_shown_the_change_once(browser, officer, stranger, read):
    edit(read, officer)
    assert unread_ids(stranger, 10) == []  # an edit alone makes nothing unread
    client = browser(stranger)
    page = page_of(client, read)
    assert NOTICE in page
    assert "<ins>" in page
    assert "変わった項目：本文" in page
    page = page_of(client, read)
    assert NOTICE not in page
    assert "編集の記録を見る" in page


def test_all_changes_since_the_last_visit_are_shown_together(browser, officer, stranger, read):
    edit(read, officer, body="一度目")
    edit(read, officer, body="二度目")
    page = page_of(browser(stranger), read)
    assert "二度目" in page
    assert "一度目" not in page


def test_who_had_not_read_it_and_who_changed_it_see_no_notice(browser, officer, ward_officer, read):
    floor_of(ward_officer)
    ReadingFloor.objects.filter(user=ward_officer).update(activity_no=read.activity_no - 1)
    edit(read, officer)
    for person in (ward_officer, officer):
        assert NOTICE not in page_of(browser(person), read)


def test_change_and_new_reply_are_both_shown(browser, officer, stranger, ward_officer, read, make_reply):
    edit(read, officer)
    make_reply(read, ward_officer)
    page = page_of(browser(stranger), read)
    assert NOTICE in page
    assert "新着の返信が1件" in page
    assert unread_ids(stranger, 10) == []
    assert NOTICE not in page_of(browser(stranger), read)


def test_own_reply_does_not_swallow_a_change(browser, officer, stranger, read, make_reply):
    edit(read, officer)
    make_reply(read, stranger)  # from a page opened before the change
    assert NOTICE in page_of(browser(stranger), read)


def test_change_of_a_long_topic_is_shown_on_its_first_page_once(
    browser, officer, stranger, ward_officer, read, make_reply
):
    for _ in range(51):
        make_reply(read, ward_officer)
    client = browser(stranger)
    client.get(read.get_absolute_url(), {"page": 2})
    edit(read, officer)
    assert NOTICE in page_of(client, read)
    assert NOTICE not in page_of(client, read)
    assert unread_ids(stranger, 10) == []


def test_edit_with_notify_makes_it_unread_and_mails_those_concerned(
    browser, officer, colleague, stranger, ward_officer, make_topic, make_reply
):
    topic = make_topic(officer)
    make_reply(topic, ward_officer)
    for person in (officer, stranger, ward_officer, colleague):
        browser(person).get(topic.get_absolute_url())
    form = browser(officer).get(reverse("board:topic-edit", args=[topic.pk])).content.decode()
    assert "更新を知らせる" in form
    data = {"title": topic.title, "body": "新しい会場は区民センターです。", "themes": ["industry"]}
    data |= {"offer": topic.offer, "seek": topic.seek, "version": 2, "notify": "on", "check": "1"}
    assert browser(officer).post(reverse("board:topic-edit", args=[topic.pk]), data).status_code == 302
    topic.refresh_from_db()
    assert topic.activity_no == topic.edit_no
    assert unread_ids(stranger, 10) == [topic.pk]
    assert unread_ids(officer, 10) == []
    told(job="board.topic_edited")
    mails = OutgoingMail.objects.filter(purpose="board.topic_edited")
    assert {mail.to for mail in mails} == {colleague.email, ward_officer.email}
    assert mails.count() == 2
    body = mails.first().body
    for words in ("本文", "新しい会場は区民センターです。", topic.title, f"「{topic.number_name}」と入力"):
        assert words in body
    assert NOTICE in page_of(browser(stranger), topic)


def test_draft_form_does_not_offer_to_notify(browser, officer, make_draft):
    page = browser(officer).get(reverse("board:topic-edit", args=[make_draft(officer).pk]))
    assert "更新を知らせる" not in page.content.decode()


def test_change_outlives_compaction_and_a_new_floor(browser, officer, stranger, read, make_topic):
    edit(read, officer)
    for _ in range(3):
        make_topic(officer)
    settle()
    compact_read_marks(stranger.pk)
    assert read_up_to(stranger, read) < read.__class__.objects.get(pk=read.pk).edit_no
    assert len(unread_ids(stranger, 10)) == 3
    assert NOTICE in page_of(browser(stranger), read)
    assert NOTICE not in page_of(browser(stranger), read)


def test_mark_of_a_change_goes_after_a_year(officer, stranger, read, make_topic):
    edit(read, officer)
    make_topic(officer)
    settle()
    Topic.objects.filter(pk=read.pk).update(edited_at=timezone.now() - timezone.timedelta(days=370))
    compact_read_marks(stranger.pk)
    assert not ReadMark.objects.filter(user=stranger, topic=read).exists()


def test_reading_all_reads_the_changes_too(browser, officer, stranger, read):
    edit(read, officer)
    mark_all_read(stranger)
    assert NOTICE not in page_of(browser(stranger), read)


def test_successor_is_shown_the_change(browser, officer, stranger, read, make_user, kushiro):
    edit(read, officer)
    successor = make_user("next@city.example", kushiro)
    hand_over_board(leaving=stranger, successor=successor, is_new=True)
    assert NOTICE in page_of(browser(successor), read)


def test_page_with_changes_stays_within_its_queries(
    browser, officer, ward_officer, stranger, read, make_reply
):
    make_reply(read, ward_officer)
    client = browser(stranger)
    page_of(client, read)

    def queries():
        with CaptureQueriesContext(connection) as context:
            page_of(client, read)
        return len(context)

    plain = queries()
    edit(read, officer)
    assert queries() <= min(plain + 2, 12)  # what changed, and the mark that it was seen


def narrowed(topic, officer, secretariat, kushiro):
    change_audience(topic=topic, by=officer, audience="chosen", organizations=[kushiro], losing_access=[])


def moved(topic, officer, secretariat, kushiro):
    move_topic(topic=topic, by=secretariat, kind="call", reason="募集のため")


@pytest.mark.parametrize("change", [narrowed, moved])
def test_history_is_linked_whatever_changed_the_topic(
    change, browser, officer, stranger, secretariat, kushiro, topic
):
    link = reverse("board:topic-history", args=[topic.pk])
    readers = [browser(person) for person in (officer, stranger, secretariat)]
    assert not any(link in client.get(topic.get_absolute_url()).content.decode() for client in readers)
    change(topic, officer, secretariat, kushiro)
    for client in readers:
        page = client.get(topic.get_absolute_url()).content.decode()
        assert "編集の記録を見る" in page
        assert link in page
        assert client.get(link).status_code == 200


def test_history_is_not_offered_where_only_one_state_may_be_read(
    browser, officer, stranger, kushiro, make_topic
):
    """What it said before its audience was widened is not for them."""
    topic = make_topic(officer, audience="wards")
    change_audience(topic=topic, by=officer, audience="all", losing_access=[])
    link = reverse("board:topic-history", args=[topic.pk])
    assert link not in browser(stranger).get(topic.get_absolute_url()).content.decode()
    assert link in browser(officer).get(topic.get_absolute_url()).content.decode()


def test_history_of_a_reply_that_was_marked_is_linked(browser, officer, ward_officer, topic, make_reply):
    reply = make_reply(topic, ward_officer)
    link = reverse("board:reply-history", args=[reply.pk])
    assert link not in browser(officer).get(topic.get_absolute_url()).content.decode()
    set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
    assert link in browser(officer).get(topic.get_absolute_url()).content.decode()
