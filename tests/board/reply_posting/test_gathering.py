"""Replies of a few minutes to one topic are one mail for each reader; the first of them comes at once."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from board.mentions.actions import save_reply_mentions
from board.moderation.actions import hide_post
from board.notifications.models import Notification
from board.reply_posting import emails
from board.reply_posting.emails import GATHER, GATHER_TASK, RepliesGathered, ReplyPosted
from board.unread.actions import mark_read
from common import japanese_calendar
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from tests.worker import write

pytestmark = pytest.mark.django_db
ONE, MANY = ReplyPosted.purpose, RepliesGathered.purpose


@pytest.fixture(autouse=True)
def _at_noon():
    """What is allowed in a day is counted anew at midnight; and nobody waits for a slow machine."""
    tomorrow = japanese_calendar.today() + datetime.timedelta(days=1)
    with time_machine.travel(f"{tomorrow}T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def say(topic, make_reply):
    """Reply to the topic, and let the worker tell it."""

    def say(by, text="返信です。"):
        reply = make_reply(topic, by, text)
        write(ReplyPosted, reply)
        return reply

    return say


def gathering():
    return ProcrastinateJob.objects.filter(task_name=GATHER_TASK, status="todo")


def gather(after=GATHER):
    """The worker does the job that waits, when its time has come."""
    (job,) = gathering()
    assert (job.scheduled_at or timezone.now()) - timezone.now() == after
    gathering()._raw_delete("default")
    with time_machine.travel(timezone.now() + after):
        for _ in range(2):
            app.tasks[GATHER_TASK].func(**job.args)


def mails(to, purpose=None):
    rows = OutgoingMail.objects.filter(to=to).order_by("pk")
    return list(rows.filter(purpose=purpose) if purpose else rows)


def test_the_first_is_told_at_once_and_what_follows_in_one_mail(say, officer, stranger, ward_officer, topic):
    say(stranger, "最初の返信です。")
    assert [mail.purpose for mail in mails(officer.email)] == [ONE]
    for number in range(3):
        say(ward_officer, f"続く返信{number}です。")
    assert len(mails(officer.email)) == 1
    assert gathering().count() == 1
    gather()
    (gathered,) = mails(officer.email, MANY)
    assert gathered.subject.startswith(f"掲示板 第{topic.pk}号に返信が3件あります: {topic.title}")
    for words in ("続く返信0です。", "続く返信2です。", "返信2 ", "返信4 ", "江東区", topic.number_name):
        assert words in gathered.body
    assert "最初の返信です。" not in gathered.body
    assert not Notification.objects.filter(settled_at=None, user=officer).exists()


def test_a_single_one_reads_as_ever(say, officer, stranger, ward_officer):
    say(stranger)
    last = say(ward_officer, "二つ目です。")
    gather()
    first, second = mails(officer.email)
    assert second.purpose == ONE
    assert second.key == f"{ONE}:{last.pk}:{officer.email}"
    assert "二つ目です。" in second.body
    assert first.subject.partition(":")[0] == second.subject.partition(":")[0]


def test_each_reader_gets_what_others_wrote(say, officer, stranger, ward_officer):
    say(stranger)  # nobody replied before
    say(ward_officer)  # told to the stranger for the first time
    say(stranger, "区の返信への返事です。")
    say(ward_officer, "区の返事です。")
    gather()
    assert [mail.purpose for mail in mails(officer.email)] == [ONE, MANY]
    assert [mail.purpose for mail in mails(stranger.email)] == [ONE, ONE]
    assert "区の返事です。" in mails(stranger.email)[-1].body
    assert [mail.purpose for mail in mails(ward_officer.email)] == [ONE]


def test_after_a_while_it_is_told_at_once_again(say, officer, stranger):
    say(stranger)
    with time_machine.travel(timezone.now() + GATHER + datetime.timedelta(seconds=1)):
        say(stranger)
    assert [mail.purpose for mail in mails(officer.email)] == [ONE, ONE]
    assert not gathering().exists()


def test_other_topics_are_told_at_once(say, officer, stranger, make_topic, make_reply):
    say(stranger)
    write(ReplyPosted, make_reply(make_topic(officer), stranger))
    assert [mail.purpose for mail in mails(officer.email)] == [ONE, ONE]


def test_who_is_mentioned_is_told_at_once(say, topic, make_reply, stranger, officer, sakai):
    say(stranger)
    reply = make_reply(topic, stranger, "＠大阪府堺市 いかがでしょうか。")
    save_reply_mentions(reply, by=stranger)
    write(ReplyPosted, reply)
    assert [mail.purpose for mail in mails(officer.email)] == [ONE, ONE]
    assert "名指し" in mails(officer.email)[-1].body


def test_what_was_read_meanwhile_is_not_mailed(say, officer, colleague, stranger, topic):
    say(stranger)
    last = [say(stranger), say(stranger)][-1]
    mark_read(officer, topic.pk, last.activity_no)
    gather()
    assert len(mails(officer.email)) == 1
    assert len(mails(colleague.email)) == 2
    assert Notification.objects.filter(user=officer, outcome=Notification.Outcome.READ).count() == 2


def test_the_daily_cap_counts_it_as_one(say, officer, stranger, settings):
    settings.NOTICE_DAILY_CAP = 2
    for _ in range(4):
        say(stranger)
    gather()
    assert [mail.purpose for mail in mails(officer.email)] == [ONE, MANY]
    with time_machine.travel(timezone.now() + 3 * GATHER):
        say(stranger)
    assert len(mails(officer.email)) == 2
    assert Notification.objects.filter(user=officer, settled_at=None).count() == 1  # for the next digest


def test_what_was_hidden_after_it_was_written_does_not_leave(say, officer, stranger, secretariat):
    say(stranger)
    hidden, other = say(stranger, "伏せる返信です。"), say(stranger, "残る返信です。")
    gather()
    (mail,) = mails(officer.email, MANY)
    hide_post(post=hidden, by=secretariat, reason="確認中")
    assert delivery.deliver(mail).state == "skipped"
    mail.refresh_from_db()
    assert "返信です。" not in mail.body  # nothing leads there any more when the other one is purged
    gather(after=datetime.timedelta())
    last = mails(officer.email)[-1]
    assert (last.purpose, last.key) == (ONE, f"{ONE}:{other.pk}:{officer.email}")
    assert delivery.deliver(last).state == "sent"


def test_many_are_listed_up_to_a_number(say, officer, stranger, monkeypatch):
    monkeypatch.setattr(emails, "MAX_LISTED", 2)
    say(stranger)
    for number in range(5):
        say(stranger, f"返信の{number}です。")
    gather()
    (mail,) = mails(officer.email, MANY)
    assert ("返信の1です。" in mail.body, "返信の2です。" in mail.body) == (True, False)
    assert "ほか3件" in mail.body


def test_as_many_queries_for_many_replies(say, officer, stranger, django_assert_max_num_queries):
    say(stranger)
    for _ in range(12):
        say(stranger)
    (job,) = gathering()
    with django_assert_max_num_queries(25):
        app.tasks[GATHER_TASK].func(**job.args)
