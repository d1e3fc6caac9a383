"""Who is notified of a new topic and of a reply: each address once, the writer never."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.moderation.actions import hide_post
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.subscriptions.models import Watch
from board.unread.tasks import compact_read_marks
from common.outbox.mails import write_declared_mail
from common.outbox.models import OutgoingMail
from members.sections.models import Section
from tests.worker import by_clock, write


def told() -> set[str]:
    return set(OutgoingMail.objects.values_list("to", flat=True))


def mailbox(organization) -> str:
    return organization.sections.get().mailbox


def test_topic_published_reaches_wards_and_those_who_asked(
    officer, colleague, stranger, ward_officer, koto, make_topic
):
    Watch.objects.create(user=stranger, level="new")
    topic = make_topic(officer)
    write(TopicPublished, topic)
    write(TopicPublished, topic)  # the job may run twice
    assert told() == {ward_officer.email, stranger.email}  # section mailboxes are told once a week
    mail = OutgoingMail.objects.get(to=ward_officer.email)
    for words in (
        topic.title,
        "大阪府堺市 企画課",
        "秋の物産展を提案します。",
        topic.number_name,
        "サイト内検索",
    ):
        assert words in mail.body
    assert mail.body.count("http") == 2  # the page, and the way to stop
    assert mail.key == f"board.topic_published:{topic.pk}:{ward_officer.email}"


def test_topic_published_skips_a_ward_officer_who_said_no(officer, ward_officer, koto, make_topic):
    Watch.objects.create(user=ward_officer, level="ours")
    write(TopicPublished, make_topic(officer, wards=[koto], all_wards=False))
    assert told() == {mailbox(koto)}


def test_topic_published_for_chosen_wards_reaches_only_them(
    officer, ward_officer, minato, make_user, make_topic
):
    other = make_user("minato@city.example", minato)
    topic = make_topic(officer, wards=[minato], all_wards=False)
    write(TopicPublished, topic)
    assert told() == {other.email, mailbox(minato)}


def test_topic_published_by_a_ward_does_not_reach_its_writer(ward_officer, koto, make_topic):
    Section.objects.filter(organization=koto).update(mailbox=ward_officer.email.upper())
    write(TopicPublished, make_topic(ward_officer))
    assert told() == set()


def test_nobody_is_notified_of_a_topic_hidden_at_once(officer, ward_officer, secretariat, make_topic):
    topic = make_topic(officer)
    hide_post(post=topic, by=secretariat, reason="確認のため")
    write(TopicPublished, topic)
    assert told() == set()


def test_inactive_people_are_not_notified(officer, ward_officer, koto, make_topic):
    ward_officer.is_active = False
    ward_officer.save()
    write(TopicPublished, make_topic(officer, wards=[koto], all_wards=False))
    assert told() == {mailbox(koto)}


def test_reply_posted_reaches_owner_and_earlier_repliers(
    officer, colleague, stranger, ward_officer, sakai, topic, make_reply
):
    make_reply(topic, stranger)
    reply = make_reply(topic, ward_officer, "区として参加します。")
    write(ReplyPosted, reply)
    assert told() == {officer.email, colleague.email, stranger.email, mailbox(sakai)}
    mail = OutgoingMail.objects.get(to=stranger.email)
    for words in ("江東区 企画課 江東 四郎", "区として参加します。", "返信2", topic.number_name):
        assert words in mail.body


def test_reply_posted_by_the_owner_skips_the_owner_and_their_section(
    officer, colleague, ward_officer, topic, make_reply
):
    make_reply(topic, ward_officer)
    write(ReplyPosted, make_reply(topic, officer))
    assert told() == {colleague.email, ward_officer.email}


def test_reply_posted_skips_those_who_said_no(officer, colleague, ward_officer, sakai, topic, make_reply):
    Watch.objects.create(user=colleague, level="none")
    write(ReplyPosted, make_reply(topic, ward_officer))
    assert told() == {officer.email, mailbox(sakai)}


def test_a_very_long_address_still_has_a_key_of_its_own(officer, koto, make_topic):
    long = [f"{letter}{'a' * 60}@{'b' * 60}.{'c' * 60}.example" for letter in "xy"]
    Section.objects.create(organization=koto, name="甲課", mailbox=long[0])
    Section.objects.create(organization=koto, name="乙課", mailbox=long[1])
    write(TopicPublished, make_topic(officer, wards=[koto], all_wards=False))
    assert told() >= set(long)


def test_publishing_and_replying_defer_the_jobs_and_send_nothing_themselves(
    officer, ward_officer, make_topic, make_reply
):
    from procrastinate.contrib.django.models import ProcrastinateJob

    topic = make_topic(officer)
    make_reply(topic, ward_officer)
    names = set(ProcrastinateJob.objects.values_list("args__mail", flat=True))
    assert {"board.topic_published", "board.reply_posted"} <= names
    assert told() == set()


def test_jobs_of_things_that_are_gone_do_nothing(db):
    assert write_declared_mail("board.topic_published", 0, {}) == 0
    by_clock(compact_read_marks)
    assert told() == set()


@pytest.mark.usefixtures("no_cast")
def test_as_many_queries_for_many_readers(officer, koto, make_user, make_topic):
    def queries():
        topic = make_topic(officer)
        with CaptureQueriesContext(connection) as asked:
            write(TopicPublished, topic)
        return len(asked)

    make_user("w@city.example", koto)
    one = queries()
    for number in range(5):
        make_user(f"w{number}@city.example", koto)
    assert queries() == one
    assert OutgoingMail.objects.count() == 1 + 6
