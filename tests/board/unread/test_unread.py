"""Unread: exact, for years, at constant cost."""

import datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.moderation.actions import hide_post, unhide_post
from board.topics.actions import next_activity_no
from board.topics.audience import audience_parameters
from board.topics.models import Topic
from board.unread import queries
from board.unread.actions import compact_read_marks, mark_all_read, mark_read
from board.unread.models import ReadingFloor, ReadMark
from board.unread.queries import (
    floor_of,
    floors_to_compact,
    read_up_to,
    unread_count,
    unread_ids,
    with_unread,
)
from tests.board.helpers import settle


def unread(user) -> set[int]:
    ids = unread_ids(user, 100)
    listed = with_unread(Topic.objects.listed_for(user), user)
    assert set(ids) == {topic.pk for topic in listed if topic.unread}  # both ways to ask agree
    assert len(ids) == unread_count(user)
    return set(ids)


def test_new_topic_is_unread_for_others_and_read_for_its_author(officer, colleague, stranger, make_topic):
    for person in (officer, colleague, stranger):
        floor_of(person)
    topic = make_topic(officer)
    assert unread(officer) == set()
    assert unread(colleague) == unread(stranger) == {topic.pk}


def test_visiting_a_topic_reads_it_and_a_reply_makes_it_unread_again(
    browser, officer, ward_officer, stranger, make_topic, make_reply
):
    floor_of(stranger)
    topic = make_topic(officer)
    client = browser(stranger)
    assert "未読" in client.get("/board/").content.decode().split("ledger", 1)[1]
    client.get(topic.get_absolute_url())
    assert unread(stranger) == set()
    make_reply(topic, ward_officer)
    assert unread(stranger) == {topic.pk}
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "新着の返信が1件あります" in page
    assert "letter--unread" in page
    assert "letter--unread" not in client.get(topic.get_absolute_url()).content.decode()


def test_replies_on_a_later_page_stay_unread_until_it_is_opened(
    browser, officer, ward_officer, stranger, make_topic, make_reply
):
    floor_of(stranger)
    topic = make_topic(officer)
    for _ in range(51):
        make_reply(topic, ward_officer)
    client = browser(stranger)
    client.get(topic.get_absolute_url())
    assert unread(stranger) == {topic.pk}
    link = f'href="/board/topics/{topic.pk}/?page=2#reply-51"'
    assert link in client.get(topic.get_absolute_url()).content.decode()
    client.get(topic.get_absolute_url(), {"page": 2})
    assert unread(stranger) == set()


def test_account_begins_with_nothing_unread_and_misses_nothing_after(
    officer, make_user, kushiro, make_topic, make_reply
):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=900)):
        old, replied = make_topic(officer), make_topic(officer)
        make_reply(replied, officer)
    newcomer = make_user("new@city.example", kushiro)
    newcomer.joined_at = timezone.now() - datetime.timedelta(days=800)
    newcomer.save()
    later = make_topic(officer)
    make_reply(replied, officer)
    assert unread(newcomer) == {later.pk, replied.pk}  # first asked years after the account was made
    assert old.pk not in unread(newcomer)
    newer = replied.replies.filter(activity_no__gt=read_up_to(newcomer, replied))
    assert [reply.number for reply in newer] == [2]


def test_own_reply_does_not_hide_one_that_came_meanwhile(officer, stranger, ward_officer, topic, make_reply):
    mark_read(stranger, topic.pk, topic.activity_no)
    make_reply(topic, ward_officer)
    make_reply(topic, stranger)
    assert unread(stranger) == {topic.pk}


def test_marks_never_go_back(stranger, topic):
    mark_read(stranger, topic.pk, topic.activity_no)
    mark_read(stranger, topic.pk, 0)
    assert ReadMark.objects.get(user=stranger).activity_no == topic.activity_no


def test_compaction_changes_nothing_but_the_number_of_marks(
    officer, stranger, secretariat, make_topic, make_reply
):
    floor_of(stranger)
    topics = [make_topic(officer) for _ in range(12)]
    for topic in topics[:8]:
        mark_read(stranger, topic.pk, topic.activity_no)
    make_reply(topics[0], officer)
    hide_post(post=topics[9], by=secretariat, reason="確認のため")
    before = unread(stranger)
    assert before == {topics[i].pk for i in (0, 8, 10, 11)}
    settle()
    compact_read_marks(stranger.pk)
    assert unread(stranger) == before
    marks = ReadMark.objects.filter(user=stranger)
    assert set(marks.values_list("topic_id", flat=True)) == {topics[i].pk for i in (0, 8, 9, 10, 11)}
    assert not marks.filter(activity_no__gt=ReadingFloor.objects.get(user=stranger).activity_no).exists()
    make_reply(topics[1], officer)
    make_reply(topics[8], officer)
    unhide_post(post=topics[9], by=secretariat)
    assert unread(stranger) == before | {topics[1].pk, topics[9].pk}
    newer = topics[8].replies.filter(activity_no__gt=read_up_to(stranger, topics[8]))
    assert newer.count() == 1
    settle()
    compact_read_marks(stranger.pk)
    assert unread(stranger) == before | {topics[1].pk, topics[9].pk}


def test_compaction_leaves_alone_what_may_still_be_committing(officer, stranger, make_topic):
    floor_of(stranger)
    make_topic(officer)
    settle()
    late = next_activity_no()  # drawn by somebody who has not committed yet
    topic = make_topic(officer)
    mark_read(stranger, topic.pk, topic.activity_no)
    compact_read_marks(stranger.pk)
    assert ReadingFloor.objects.get(user=stranger).activity_no < late
    mark_all_read(stranger)
    assert unread(stranger) == set()
    assert ReadingFloor.objects.get(user=stranger).activity_no < late
    Topic.objects.filter(pk=topic.pk).update(activity_no=late)
    ReadMark.objects.all().delete()
    assert unread(stranger) == {topic.pk}


def test_only_people_with_many_marks_are_compacted(monkeypatch, officer, stranger, make_topic):
    floor_of(stranger)
    for _ in range(3):
        topic = make_topic(officer)
        mark_read(stranger, topic.pk, topic.activity_no)
    assert not floors_to_compact()
    monkeypatch.setattr(queries, "MARKS_BEFORE_COMPACTION", 2)
    assert stranger.pk in {floor.pk for floor in floors_to_compact()}


def test_unread_read_all_reads_everything_that_is_seen(browser, officer, stranger, make_topic):
    floor_of(stranger)
    old = make_topic(officer)
    settle()
    make_topic(officer)
    client = browser(stranger)
    assert old.title in client.get("/board/unread/").content.decode()
    assert client.get("/board/unread/read-all/").status_code == 405
    assert client.post("/board/unread/read-all/").status_code == 302
    assert unread(stranger) == set()
    assert "未読の投稿はありません" in client.get("/board/unread/").content.decode()


def test_unread_count_is_one_query_and_capped(officer, stranger, make_topic, monkeypatch):
    floor_of(stranger)
    for _ in range(4):
        make_topic(officer)
    monkeypatch.setattr(queries, "CAP", 2)
    with CaptureQueriesContext(connection) as seen:
        assert unread_count(stranger) == 3  # two and more
    assert len(seen) == 1


def test_nobody_has_unread_topics_without_membership(make_organization, make_user, topic):
    outsider = make_user("out@city.example", make_organization("未登録市", member=False))
    assert unread_count(outsider) == 0


def test_unread_scans_the_index_not_the_table(db, officer, stranger, make_topic):
    floor_of(stranger)
    make_topic(officer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        facts = {"user": stranger.pk, **audience_parameters(stranger)}
        cursor.execute("EXPLAIN " + queries._LISTED.replace("<limit>", "100"), facts)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Cond: (activity_no > f.activity_no)" in plan
