"""What a successor finds on the board: drafts, watches, and unread exactly as they were."""

import random

import pytest
from django.utils import timezone

from board.notifications.models import Notification
from board.publication.actions import publish_topic
from board.reply_posting.emails import ReplyPosted
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.unread.actions import compact_read_marks, mark_read
from board.unread.models import ReadMark
from board.unread.queries import read_up_to, unread_ids
from common import japanese_calendar
from common.outbox.models import OutgoingMail
from members.handovers.actions import hand_over as handovers_hand_over
from members.users.actions import deactivate_user
from members.users.models import User
from tests.board.helpers import settle
from tests.worker import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def hand_over():
    def carry_out(leaving, email="successor@city.example", by=None):
        handovers_hand_over(
            leaving=leaving,
            successor_name="後任 七子",
            successor_email=email,
            effective_on=japanese_calendar.today(),
            by=by or leaving,
        )
        return User.objects.get(email=email)

    return carry_out


def unread(user):
    return set(unread_ids(user, 1000))


def test_a_new_successor_has_read_exactly_what_the_predecessor_had(
    officer, stranger, make_topic, make_reply, has_account_since_before, hand_over
):
    has_account_since_before(stranger)
    topics = [make_topic(officer) for _ in range(12)]
    dice = random.Random(7)
    for topic in dice.sample(topics, 5):
        mark_read(stranger, topic.pk, topic.activity_no)
    settle()
    compact_read_marks(stranger.pk)
    topics += [make_topic(officer) for _ in range(4)]
    mark_read(stranger, topics[-1].pk, topics[-1].activity_no)
    make_reply(topics[2], officer)
    before, numbers = unread(stranger), [read_up_to(stranger, topic) for topic in topics]
    assert 0 < len(before) < len(topics)
    successor = hand_over(stranger)
    assert unread(successor) == before
    assert [read_up_to(successor, topic) for topic in topics] == numbers
    make_topic(officer)
    assert len(unread(successor)) == len(before) + 1


def test_a_successor_of_one_who_never_looked_finds_everything_unread(
    officer, stranger, make_topic, hand_over
):
    topic = make_topic(officer)
    assert unread(hand_over(stranger)) == {topic.pk}


def test_a_colleague_keeps_their_own_unread_and_gets_what_was_before_their_time(
    officer, colleague, ward_officer, make_topic, has_account_since_before, hand_over
):
    has_account_since_before(officer)
    old_unread, old_read = make_topic(ward_officer), make_topic(ward_officer)
    mark_read(officer, old_read.pk, old_read.activity_no)
    User.objects.filter(pk=colleague.pk).update(joined_at=timezone.now())  # after these two
    colleague.refresh_from_db()
    mine_read, mine_unread, both_read = (make_topic(ward_officer) for _ in range(3))
    has_account_since_before(colleague)
    for topic in (mine_read, both_read):
        mark_read(colleague, topic.pk, topic.activity_no)
    for topic in (mine_unread, both_read):
        mark_read(officer, topic.pk, topic.activity_no)
    assert unread(colleague) == {mine_unread.pk}
    hand_over(officer, colleague.email)
    assert unread(colleague) == {mine_unread.pk, old_unread.pk}
    settle()
    compact_read_marks(colleague.pk)
    assert unread(colleague) == {mine_unread.pk, old_unread.pk}


def test_one_who_follows_two_has_unread_what_either_had(
    officer, colleague, ward_officer, make_topic, has_account_since_before, hand_over
):
    has_account_since_before(officer, colleague)
    topics = [make_topic(ward_officer) for _ in range(4)]
    for reader, read in ((officer, topics[:2]), (colleague, topics[1:3])):
        for topic in read:
            mark_read(reader, topic.pk, topic.activity_no)
    hand_over(officer)
    successor = hand_over(colleague)
    assert unread(successor) == {topics[0].pk, topics[2].pk, topics[3].pk}
    assert ReadMark.objects.filter(user=successor).count() <= 4


def test_the_unread_of_one_who_is_gone_already_pass_on(
    officer, colleague, ward_officer, make_topic, has_account_since_before, hand_over
):
    has_account_since_before(colleague)
    topic = make_topic(ward_officer)
    deactivate_user(user=colleague, by=officer, reason="退職")
    assert unread(hand_over(colleague, by=officer)) == {topic.pk}


def test_subscriptions_pass_on_unless_the_successor_chose(officer, colleague, stranger, topic, hand_over):
    Watch.objects.create(user=stranger, level="ours")
    Watch.objects.create(user=stranger, level="all", kind="call", prefecture="大阪府")
    NotificationRhythm.objects.create(user=stranger, rhythm="weekly")
    TopicWatch.objects.create(user=stranger, topic=topic, wanted=False)
    line = Notification.objects.create(
        user=stranger, event="x", occasion="new", topic=topic, summary="新しい投稿", activity_no=1
    )
    successor = hand_over(stranger, "new@city.example")
    rows = Watch.objects.filter(user=successor).values_list("level", "kind", "prefecture")
    assert list(rows) == [("ours", "", ""), ("all", "call", "大阪府")]
    assert NotificationRhythm.objects.get(user=successor).rhythm == "weekly"
    assert TopicWatch.objects.filter(user=successor, topic=topic, wanted=False).exists()
    line.refresh_from_db()
    assert line.user == successor
    Watch.objects.create(user=officer, level="all")
    Watch.objects.create(user=colleague, level="none")
    hand_over(officer, colleague.email)
    assert Watch.objects.get(user=colleague).level == "none"


def test_the_successor_continues_the_draft(browser, officer, make_draft, hand_over):
    draft = make_draft(officer)
    successor = hand_over(officer)
    page = browser(successor).get("/board/drafts/").content.decode()
    assert draft.title in page
    publish_topic(topic=draft, by=successor)
    draft.refresh_from_db()
    assert (draft.author_name, draft.published_by) == (successor.name, successor)


def test_the_successor_is_notified_of_replies_where_the_predecessor_had_replied(
    officer, ward_officer, stranger, topic, make_reply, hand_over
):
    make_reply(topic, stranger)
    second = hand_over(hand_over(stranger, "first@city.example"), "second@city.example")
    OutgoingMail.objects.all().delete()
    write(ReplyPosted, make_reply(topic, ward_officer))
    told = set(OutgoingMail.objects.filter(purpose="board.reply_posted").values_list("to", flat=True))
    assert second.email in told
    assert not told & {stranger.email, "first@city.example"}
