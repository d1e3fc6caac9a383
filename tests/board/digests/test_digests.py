"""Digests: each working morning once, nothing twice, at most twenty topics, none on holidays."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from board.digests.actions import delete_old_notifications
from board.digests.emails import Digest, send_due_digests
from board.moderation.actions import hide_post
from board.notifications.models import Notification
from board.notifications.text_layout import COLUMNS, width
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.topics.models import Topic
from board.unread.actions import mark_read
from common.clock_runs.actions import run_clock_job
from common.clock_runs.models import ClockFailure
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.sections.models import Section
from members.users.models import User
from tests.worker import write

TOKYO = ZoneInfo("Asia/Tokyo")


def at(*moment):
    return datetime.datetime(*moment, tzinfo=TOKYO)


FRIDAY_NOON = at(2026, 11, 20, 12)
TUESDAY = at(2026, 11, 24, 8, 30)  # after a weekend and 勤労感謝の日


@pytest.fixture(autouse=True)
def _on_friday(time_machine):
    time_machine.move_to(FRIDAY_NOON)


def send_due(now):
    """What the worker sends at that moment."""
    with travel(now):
        return send_due_digests()


def delete_old(now):
    with travel(now):
        return delete_old_notifications()


def digests():
    return OutgoingMail.objects.filter(purpose="board.digest")


@pytest.fixture
def daily(ward_officer):
    """The ward's officer wants all in a digest; the mailboxes of sections want nothing."""
    Watch.objects.create(user=ward_officer, level="all")
    Watch.objects.bulk_create(Watch(section=section, level="none") for section in Section.objects.all())
    NotificationRhythm.objects.create(user=ward_officer, rhythm="daily")
    return ward_officer


@pytest.fixture
def publish(make_topic, officer):
    """Topics that were published, and their notifications planned, at a moment."""

    def publish(count=1, moment=FRIDAY_NOON, **values):
        topics = [make_topic(officer, **values) for _ in range(count)]
        for topic in topics:
            write(TopicPublished, topic)
        Notification.objects.filter(topic__in=topics).update(created_at=moment)
        return topics

    return publish


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        (at(2026, 11, 20, 13), 0),  # the same day
        (at(2026, 11, 21, 9), 0),  # Saturday
        (at(2026, 11, 23, 9), 0),  # 祝日
        (at(2026, 11, 24, 8, 29), 0),
        (at(2026, 11, 24, 8, 30), 1),
        (at(2026, 11, 24, 17), 1),  # the worker was down
        (at(2026, 12, 31, 9), 0),
        (at(2027, 1, 4, 9), 1),
    ],
)
def test_when_a_daily_digest_goes_out(now, sent, daily, publish):
    publish()
    assert send_due(now) == sent
    assert digests().count() == sent


@pytest.mark.parametrize(
    ("created", "now", "sent"),
    [
        (at(2026, 11, 20, 12), at(2026, 11, 24, 9), 1),  # Tuesday is the first working day
        (at(2026, 11, 20, 12), at(2026, 11, 26, 9), 1),  # the worker was down for two days
        (at(2026, 11, 24, 12), at(2026, 11, 25, 9), 0),
        (at(2026, 11, 24, 12), at(2026, 11, 30, 8, 30), 1),
        (at(2024, 2, 23, 9), at(2024, 2, 29, 9), 1),
        (at(2027, 3, 31, 9), at(2027, 4, 1, 9), 0),
        (at(2027, 3, 31, 9), at(2027, 4, 5, 9), 1),
    ],
)
def test_when_a_weekly_digest_goes_out(created, now, sent, daily, publish):
    NotificationRhythm.objects.update(rhythm="weekly")
    publish(moment=created)
    assert send_due(now) == sent


def test_nothing_is_mailed_twice(daily, publish):
    publish(3)
    assert not OutgoingMail.objects.exists()  # nothing at once
    assert send_due(TUESDAY) == 1
    assert send_due(TUESDAY) == 0
    assert send_due(at(2026, 11, 25, 8, 30)) == 0  # skipped when empty
    assert set(Notification.objects.values_list("outcome", flat=True)) == {"digested"}
    assert set(Notification.objects.values_list("mail", flat=True)) == {digests().get().pk}


def test_what_comes_after_the_morning_waits_for_the_next(daily, publish):
    publish()
    send_due(TUESDAY)
    publish(moment=at(2026, 11, 24, 8, 31))
    assert send_due(at(2026, 11, 24, 18)) == 0
    assert send_due(at(2026, 11, 25, 8, 30)) == 1


def test_what_was_committed_late_waits_too_instead_of_being_lost(daily, publish):
    publish()
    send_due(TUESDAY)
    OutgoingMail.objects.update(created_at=TUESDAY)
    late = publish(moment=at(2026, 11, 24, 8, 29))[0]
    assert send_due(at(2026, 11, 24, 8, 40)) == 0
    assert send_due(at(2026, 11, 25, 8, 30)) == 1
    assert late.number_name.split()[1] in digests().first().body


def test_at_most_twenty_topics_and_the_way_to_the_rest(daily, publish):
    topics = publish(23)
    send_due(TUESDAY)
    body = digests().get().body
    assert sum(f"第{topic.pk}号" in body for topic in topics) == 20
    assert "次の23件です" in body
    assert "ほか3件" in body
    assert "/board/unread/" in body
    assert body.count("http") == 2  # the unread list, and how to change or stop it
    assert Notification.objects.filter(settled_at=None).count() == 0


def test_long_titles_are_set_in_whole_lines(daily, publish):
    publish(1, title="とても長い件名" * 14, deadline=datetime.date(2026, 12, 1))
    send_due(TUESDAY)
    body = digests().get().body
    assert max(width(line) for line in body.split("\n") if "http" not in line) <= COLUMNS
    assert body.count("\n    ") >= 3


def test_one_topic_is_one_entry_with_what_happened(daily, stranger, publish, make_reply):
    (topic,) = publish(deadline=datetime.date(2026, 12, 1))
    for _ in range(3):
        write(ReplyPosted, make_reply(topic, stranger))
    Notification.objects.update(created_at=FRIDAY_NOON)
    send_due(TUESDAY)
    body = digests().get(to=daily.email).body
    assert body.count(f"第{topic.pk}号") == 1
    assert "返信3 北海道釧路市、返信2 北海道釧路市 ほか2件" in body.replace("\n    ", "")
    assert "期限 令和8年12月1日(火)" in body


def test_what_was_read_is_left_out_and_an_empty_digest_is_not_sent(daily, publish):
    read, unread = publish(2)
    mark_read(daily, read.pk, read.activity_no)
    send_due(TUESDAY)
    body = digests().get().body
    assert (f"第{unread.pk}号" in body, f"第{read.pk}号" in body) == (True, False)
    assert Notification.objects.get(topic=read).outcome == "read"
    (other,) = publish(moment=TUESDAY)
    mark_read(daily, other.pk, other.activity_no)
    assert send_due(at(2026, 11, 25, 9)) == 0


@pytest.mark.parametrize("change", ["hidden", "narrowed", "stopped", "gone", "merged", "withdrawn"])
def test_what_may_not_be_seen_any_more_is_not_mailed(change, daily, secretariat, publish, stranger):
    (topic,) = publish()
    if change == "hidden":
        hide_post(post=topic, by=secretariat, reason="確認のため")
    elif change == "narrowed":
        Topic.objects.filter(pk=topic.pk).update(audience="chosen")
    elif change == "stopped":
        TopicWatch.objects.create(user=daily, topic=topic, wanted=False)
    elif change == "gone":
        User.objects.filter(pk=daily.pk).update(is_active=False)
    elif change == "merged":
        (other,) = publish(moment=TUESDAY)
        Topic.objects.filter(pk=topic.pk).update(
            merged_into=other, merged_at=TUESDAY, merged_by=secretariat.pk
        )
    else:
        type(daily.organization).objects.filter(pk=daily.organization.pk).update(withdrawn_on=TUESDAY.date())
    assert send_due(TUESDAY) == 0
    assert Notification.objects.get(topic=topic).outcome == "dropped"


def test_a_hidden_reply_is_not_mailed(daily, secretariat, stranger, topic, make_reply):
    reply = make_reply(topic, stranger)
    write(ReplyPosted, reply)
    Notification.objects.filter(user=daily).update(created_at=FRIDAY_NOON)
    hide_post(post=reply, by=secretariat, reason="確認のため")
    send_due(TUESDAY)
    assert not digests().filter(to=daily.email).exists()


def test_a_person_and_a_mailbox_with_one_address_get_one_mail(daily, publish, officer):
    Watch.objects.filter(section=daily.section).update(level="all")
    Section.objects.filter(pk=daily.section_id).update(mailbox=daily.email.upper())
    NotificationRhythm.objects.create(section=daily.section, rhythm="daily")
    topics = publish(2)
    assert send_due(TUESDAY) == 1
    assert digests().get().body.count("/ 新しい投稿") == len(topics)


def test_who_shares_an_address_with_one_who_wants_it_at_once_has_it_too(daily, publish):
    Watch.objects.filter(section=daily.section).update(level="all")
    Section.objects.filter(pk=daily.section_id).update(mailbox=daily.email)
    NotificationRhythm.objects.create(section=daily.section, rhythm="at_once")
    publish()
    assert OutgoingMail.objects.filter(to=daily.email).count() == 1
    assert send_due(TUESDAY) == 0


def test_an_address_that_refuses_mail_gets_nothing_until_it_works_again(daily, publish):
    User.objects.filter(pk=daily.pk).update(bounced_at=TUESDAY, bounced_address=daily.email)
    publish()
    assert send_due(TUESDAY) == 0
    User.objects.filter(pk=daily.pk).update(bounced_at=None, bounced_address="")
    assert send_due(TUESDAY) == 1


def test_an_address_that_refuses_mail_gets_nothing_at_once_either(ward_officer, publish):
    User.objects.filter(pk=ward_officer.pk).update(bounced_at=TUESDAY, bounced_address=ward_officer.email)
    Section.objects.filter(pk=ward_officer.section_id).update(bounced_at=TUESDAY)
    publish()
    assert not OutgoingMail.objects.exists()


def test_the_daily_cap_holds_and_the_last_mail_says_so(
    settings, ward_officer, secretariat, stranger, publish
):
    settings.NOTICE_DAILY_CAP = 2
    Watch.objects.create(section=secretariat.section, level="none")
    Watch.objects.create(section=stranger.section, level="none")
    NotificationRhythm.objects.create(section=ward_officer.section, rhythm="at_once")
    publish(4)
    mails = OutgoingMail.objects.filter(to=ward_officer.email).order_by("pk")
    assert mails.count() == 2
    assert "上限の2通になりました" not in mails[0].body
    assert "上限の2通になりました" in mails[1].body
    assert send_due(TUESDAY) == 2  # the officer's and the mailbox's
    assert "次の2件です" in digests().get(to=ward_officer.email).body


def test_a_digest_that_waited_for_the_mail_server_leaves_out_what_was_hidden(
    daily, secretariat, publish, mailoutbox
):
    hidden, kept = publish(2)
    send_due(TUESDAY)
    hide_post(post=hidden, by=secretariat, reason="確認のため")
    mail = delivery.deliver(digests().get())
    assert mail.state == "skipped"
    assert "見られなくなった" in mail.last_error
    assert mailoutbox == []
    OutgoingMail.objects.update(created_at=TUESDAY)
    send_due(at(2026, 11, 25, 9))
    again = digests().first().body
    assert (f"第{kept.pk}号" in again, f"第{hidden.pk}号" in again) == (True, False)


@pytest.mark.parametrize("change", ["hidden", "narrowed"])
def test_a_single_mail_that_waited_is_not_sent_after_all(
    change, ward_officer, secretariat, publish, mailoutbox
):
    (topic,) = publish()
    mail = OutgoingMail.objects.get(to=ward_officer.email)
    if change == "hidden":
        hide_post(post=topic, by=secretariat, reason="確認のため")
    else:
        Topic.objects.filter(pk=topic.pk).update(audience="chosen")
    assert delivery.deliver(mail).state == "skipped"
    assert mailoutbox == []


def test_a_mail_that_waited_is_sent_where_nothing_changed(ward_officer, publish, mailoutbox):
    publish()
    assert delivery.deliver(OutgoingMail.objects.get(to=ward_officer.email)).state == "sent"
    assert len(mailoutbox) == 1


def test_as_many_queries_for_many_lines_and_people(daily, make_user, koto, publish):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            send_due(TUESDAY)
        OutgoingMail.objects.all().delete()
        return len(asked)

    publish()
    one = queries()
    for number in range(3):
        person = make_user(f"w{number}@city.example", koto)
        NotificationRhythm.objects.create(user=person, rhythm="daily")
    publish(5)
    assert queries() == one


def test_old_notifications_are_deleted(daily, publish):
    publish()
    send_due(TUESDAY)
    assert delete_old(at(2026, 12, 1, 9)) == 0
    Notification.objects.update(settled_at=at(2026, 8, 1, 9))
    assert delete_old(at(2026, 12, 1, 9)) == 1


def test_a_digest_that_cannot_be_written_holds_up_no_other_and_is_on_the_desk(
    daily, make_user, koto, publish, monkeypatch
):
    other = make_user("other@city.koto.example", koto, "江東 八子")
    Watch.objects.create(user=other, level="all")
    NotificationRhythm.objects.create(user=other, rhythm="daily")
    publish()

    context = Digest.context

    def poisoned(digest):
        if digest.address == daily.email:
            raise ValueError("poisoned")
        return context(digest)

    monkeypatch.setattr(Digest, "context", poisoned)
    with travel(TUESDAY):
        run_clock_job("board.send_digests")
    assert set(digests().values_list("to", flat=True)) == {other.email}
    assert ClockFailure.objects.get().error == "ValueError: poisoned"
    monkeypatch.setattr(Digest, "context", context)
    with travel(TUESDAY):
        run_clock_job("board.send_digests")
    assert set(digests().values_list("to", flat=True)) == {other.email, daily.email}
    assert not ClockFailure.objects.exists()
