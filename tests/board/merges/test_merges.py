"""One topic merged into another: nothing is lost, nothing leaks, nothing goes round in a circle."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from board.bookmarks.models import Bookmark
from board.merges.actions import merge_topic
from board.moderation.actions import hide_post, lock_topic
from board.replies.queries import repliers_of
from board.reply_posting.emails import ReplyPosted
from board.topics.models import Topic
from board.unread.queries import unread_ids
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from tests.threads import in_threads
from tests.worker import told, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(make_topic, colleague):
    """The same proposal a second time, by a colleague."""
    return make_topic(colleague, title="物産展（重複）", body="二度目の投稿です。")


@pytest.fixture
def merge(secretariat):
    def put(topic, into):
        return merge_topic(topic=topic, by=secretariat, into=into, reason="内容が重複するため")

    return put


def post(client, topic, **data):
    return client.post(f"/board/topics/{topic.pk}/merge/", {"reason": "重複のため", **data})


def test_topic_merge_asks_once_more_and_then_does_it(browser, secretariat, topic, twin):
    client = browser(secretariat)
    assert client.get(f"/board/topics/{twin.pk}/merge/").status_code == 200
    asked = post(client, twin, number=f"掲示板 第{topic.pk}号")
    assert asked.status_code == 200
    assert topic.title in asked.content.decode()
    twin.refresh_from_db()
    assert twin.merged_into is None
    done = post(client, twin, number=str(topic.pk), confirm="1")
    assert (done.status_code, done.url) == (302, twin.get_absolute_url())
    twin.refresh_from_db()
    assert twin.merged_into == topic


@pytest.mark.parametrize("who", ["officer", "colleague", "reader", "stranger", "ward_officer"])
def test_topic_merge_is_the_secretariats(who, request, browser, topic, twin, merge):
    client = browser(request.getfixturevalue(who))
    assert post(client, twin, number=topic.pk, confirm="1").status_code == 403
    merge(twin, topic)
    assert client.post(f"/board/topics/{twin.pk}/unmerge/").status_code == 403
    twin.refresh_from_db()
    assert twin.merged_into == topic


def test_a_merged_topic_stays_readable_and_leaves_lists_unread_and_search(
    browser, stranger, topic, twin, merge, make_reply, ward_officer, has_account_since_before
):
    has_account_since_before(stranger)
    make_reply(twin, ward_officer, "文化会館を使えます。")
    merge(twin, topic)
    client = browser(stranger)
    page = client.get(f"/board/topics/{twin.pk}/").content.decode()
    for words in ("統合されました", topic.title, "文化会館を使えます。", twin.body):
        assert words in page
    assert twin.title not in client.get("/board/").content.decode()
    assert twin.pk not in unread_ids(stranger, 100)
    refresh_index_now(twin)
    assert not search_texts("二度目", audiences=audiences.audiences_of(stranger)).rows
    target = client.get(topic.get_absolute_url()).content.decode()
    assert "この投稿に統合された投稿（1件）" in target
    assert f"/board/topics/{twin.pk}/" in target
    answer = client.post(f"/board/topics/{twin.pk}/reply/", {"body": "こちらに返信"})
    assert answer.status_code == 403
    assert f"第{topic.pk}号に統合された" in answer.content.decode()


def test_the_page_of_the_target_costs_the_same_for_one_and_three(
    browser, stranger, topic, make_topic, officer, merge
):
    client = browser(stranger)

    def cost():
        client.get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(topic.get_absolute_url())
        return len(captured)

    merge(make_topic(officer), topic)
    one = cost()
    for _ in range(2):
        merge(make_topic(officer), topic)
    assert cost() == one <= 12


def test_circular_merges_are_refused(topic, twin, make_topic, officer, merge):
    third = make_topic(officer)
    merge(twin, topic)
    for one, other in ((topic, topic), (topic, twin), (twin, topic), (third, twin), (topic, third)):
        with pytest.raises(ActionRefused):
            merge(one, other)
    assert Topic.objects.filter(merged_into__isnull=False).count() == 1


def test_a_circle_is_refused_on_the_page(browser, secretariat, topic, twin, merge):
    merge(twin, topic)
    for number in (twin.pk, topic.pk, 999_999, "九九", "1 2", "\x00", "9" * 1_000_000):
        assert post(browser(secretariat), topic, number=number, confirm="1").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_two_merges_at_once_make_no_circle(committed, topic, twin, secretariat):
    def put(one, other):
        try:
            return merge_topic(topic=one, by=secretariat, into=other, reason="重複")
        except ActionRefused as refusal:
            return str(refusal)

    done = in_threads(lambda: put(topic, twin), lambda: put(twin, topic))
    assert Topic.objects.filter(merged_into__isnull=False).count() == 1
    assert sum(isinstance(each, str) for each in done) == 1


def test_drafts_hidden_topics_and_talks_are_refused(
    topic, make_draft, make_topic, officer, secretariat, merge, koto
):
    hidden = hide_post(post=make_topic(officer), by=secretariat, reason="確認のため")
    talk = make_topic(officer, "notice")
    Topic.objects.filter(pk=talk.pk).update(kind="talk", parent=topic, audience="chosen")
    talk.refresh_from_db()
    for other in (make_draft(officer), hidden, talk):
        for pair in ((other, topic), (topic, other)):
            with pytest.raises(ActionRefused):
                merge(*pair)


def test_a_wider_target_is_refused_an_equal_or_narrower_one_taken(
    make_topic, ward_officer, officer, topic, merge, stranger
):
    """What only wards read may not become known to all, not even that it is there."""
    narrow = make_topic(ward_officer)
    narrow.audience = "wards"
    narrow.save()
    wide = make_topic(ward_officer)
    with pytest.raises(ActionRefused, match="公開範囲"):
        merge(narrow, wide)
    merge(wide, narrow)
    chosen = make_topic(ward_officer)
    chosen.audience = "chosen"
    chosen.save()
    chosen.audience_organizations.set([officer.organization])
    with pytest.raises(ActionRefused, match="公開範囲"):
        merge(chosen, make_topic(ward_officer))


def test_a_target_that_the_owner_may_not_read_is_refused(make_topic, ward_officer, topic, merge):
    narrow = make_topic(ward_officer)
    narrow.audience = "wards"
    narrow.save()
    with pytest.raises(ActionRefused, match="読めない"):
        merge(topic, narrow)


def test_who_may_not_read_the_target_learns_its_number_alone(
    browser, make_topic, ward_officer, stranger, merge, make_reply
):
    wide, narrow = make_topic(ward_officer), make_topic(ward_officer, title="区だけの秘密の題")
    narrow.audience = "wards"
    narrow.save()
    make_reply(wide, stranger)
    merge(wide, narrow)
    page = browser(stranger).get(f"/board/topics/{wide.pk}/").content.decode()
    assert f"第{narrow.pk}号" in page
    assert "秘密" not in page
    told(job="board.topic_merged")
    assert "秘密" not in OutgoingMail.objects.get(to=stranger.email).body
    assert "秘密" in OutgoingMail.objects.get(to=ward_officer.email).body


def test_repliers_of_a_merged_topic_are_mailed_and_notified_of_the_target(
    topic, twin, stranger, ward_officer, merge, make_reply, officer
):
    make_reply(twin, stranger)
    merge(twin, topic)
    told(job="board.topic_merged")
    assert stranger.email in set(OutgoingMail.objects.values_list("to", flat=True))
    OutgoingMail.objects.all().delete()
    reply = make_reply(topic, ward_officer)
    write(ReplyPosted, reply)
    assert stranger.email in set(OutgoingMail.objects.values_list("to", flat=True))
    assert repliers_of(topic) == {stranger.pk, ward_officer.pk}


def test_bookmarks_are_shared_once(topic, twin, stranger, ward_officer, merge):
    for user in (stranger, ward_officer):
        Bookmark.objects.create(user=user, topic=twin)
    Bookmark.objects.create(user=ward_officer, topic=topic)
    merge(twin, topic)
    assert Bookmark.objects.filter(topic=topic).count() == 2


def test_topic_unmerge_puts_it_back(browser, secretariat, stranger, topic, twin, merge, make_reply):
    merge(twin, topic)
    assert browser(secretariat).post(f"/board/topics/{twin.pk}/unmerge/").status_code == 302
    assert browser(secretariat).post(f"/board/topics/{twin.pk}/unmerge/").status_code == 403
    assert twin.title in browser(stranger).get("/board/").content.decode()
    twin.refresh_from_db()
    make_reply(twin, stranger)
    assert told("board.topic_unmerged") >= {stranger.email, twin.section.mailbox}


def test_merged_constraint(topic):
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(merged_into=topic)


def test_moderation_list_shows_what_was_done(
    browser, secretariat, topic, twin, merge, ward_officer, make_reply
):
    reply = make_reply(topic, ward_officer)
    merge(twin, topic)
    hide_post(post=reply, by=secretariat, reason="個人名があるため")
    lock_topic(topic=topic, by=secretariat, reason="確認のため止めます")
    client = browser(secretariat)
    for view, words in (
        ("merged", f"第{twin.pk}号"),
        ("replies", "個人名があるため"),
        ("locked", "確認のため止めます"),
        ("pinned", "固定表示の投稿はありません"),
        ("x", "非表示の投稿はありません"),
    ):
        assert words in client.get("/board/order/", {"view": view}).content.decode()


def test_a_merged_topic_says_so_in_place_of_its_state(topic, twin, merge):
    assert (topic.state_label, topic.state_tone) == ("募集中", "success")
    merge(topic, twin)
    topic.refresh_from_db()
    assert (topic.state_label, topic.state_tone) == ("統合済", "muted")
