"""What a section gets that has chosen nothing: the secretariat's topics at once, others once a week."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from board.digests.emails import send_due_digests
from board.mentions.emails import Mentioned
from board.notifications.models import Notification
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.subscriptions.models import TopicWatch, Watch
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.outbox.models import OutgoingMail
from fixtures.sample import board as sample_board
from fixtures.sample import members as sample_members
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from tests.worker import write

WEDNESDAY, FRIDAY, MONDAY, NEXT_MONDAY = (
    datetime.datetime(*moment, tzinfo=ZoneInfo("Asia/Tokyo"))
    for moment in ((2026, 12, 2, 12), (2026, 12, 4, 8, 30), (2026, 12, 7, 8, 30), (2026, 12, 14, 8, 30))
)
ABOUT_DEFAULT = "このまとめは、はじめてお送りします。"


@pytest.fixture(autouse=True)
def _on_wednesday(time_machine):
    time_machine.move_to(WEDNESDAY)


def send_due(now=MONDAY) -> int:
    with travel(now):
        return send_due_digests()


def digests(**fields):
    return OutgoingMail.objects.filter(purpose="board.digest", **fields)


def at_once() -> set[str]:
    return set(OutgoingMail.objects.exclude(purpose="board.digest").values_list("to", flat=True))


@pytest.mark.usefixtures("no_cast")
def test_the_default_digest_reaches_every_section_of_the_sample_once_and_tells_nothing_it_may_not_see():
    seed_data.load_seed_data()
    sample_members.load()
    sample_board.load()
    published = Topic.objects.filter(published_at__isnull=False, merged_into=None).exclude(
        kind=Topic.Kind.TALK
    )
    others = list(published.exclude(organization__kind=Organization.Kind.SECRETARIAT))
    for topic in others:
        write(TopicPublished, topic)
    sections = Section.objects.open().filter(organization__in=Organization.objects.members())
    assert sections.count() > 45
    assert len({topic.audience for topic in others}) == 3
    assert send_due(FRIDAY) == 0
    send_due()
    for section in sections:
        (mail,) = digests(to=section.mailbox)
        told = set(Notification.objects.filter(mail=mail).values_list("topic", flat=True))
        assert {int(number) for number in re.findall(r"\d+\. 第(\d+)号", mail.body)} <= told
        readable = {
            topic.pk
            for topic in others
            if topic.section_id != section.pk
            and organizations_in_audience(topic).filter(pk=section.organization_id).exists()
        }
        more = OutgoingMail.objects.filter(to=section.mailbox).exclude(purpose="board.digest")
        named = {mail.about_id for mail in more}  # wards that a topic names
        assert told | named == readable, section
        assert not told & named
    assert send_due() == 0
    assert send_due(NEXT_MONDAY) == 0


def test_a_topic_of_the_secretariat_reaches_every_section_that_may_see_it_at_once(
    secretariat, officer, stranger, ward_officer, make_topic, kushiro
):
    write(TopicPublished, make_topic(secretariat))
    everybody = {person.section.mailbox for person in (officer, stranger, ward_officer)}
    assert at_once() == everybody | {ward_officer.email}
    OutgoingMail.objects.all().delete()
    write(TopicPublished, make_topic(secretariat, audience="chosen", audience_organizations=[kushiro]))
    assert at_once() == {stranger.section.mailbox}
    assert send_due() == 0


def test_other_topics_wait_for_the_first_working_morning_of_the_week(
    officer, stranger, ward_officer, make_topic
):
    topic = make_topic(officer)
    write(TopicPublished, topic)
    assert at_once() == {ward_officer.email}
    assert send_due(FRIDAY) == 0
    assert send_due(datetime.datetime(2026, 12, 5, 9, tzinfo=ZoneInfo("Asia/Tokyo"))) == 0  # Saturday
    send_due()
    mail = digests().get(to=stranger.section.mailbox)
    assert topic.title in mail.subject
    assert topic.organization.full_name in mail.subject
    assert not digests(to=officer.section.mailbox).exists()  # their own
    assert send_due() == 0


def test_what_is_addressed_to_a_section_comes_at_once(
    officer, stranger, ward_officer, koto, make_topic, make_reply
):
    named = make_topic(officer, wards=[koto], all_wards=False)
    write(TopicPublished, named)
    assert ward_officer.section.mailbox in at_once()
    write(ReplyPosted, make_reply(named, stranger))
    assert officer.section.mailbox in at_once()
    write(Mentioned, named, reply=None, organizations=[stranger.section.organization_id], by=officer.pk)
    assert stranger.section.mailbox in at_once()


def test_only_the_first_digest_explains_itself(officer, stranger, make_topic):
    for monday, explains in ((MONDAY, True), (NEXT_MONDAY, False)):
        with travel(monday - datetime.timedelta(days=5)):
            write(TopicPublished, make_topic(officer))
        with travel(monday):
            send_due_digests()
        mail = digests(to=stranger.section.mailbox).latest("pk")
        assert (ABOUT_DEFAULT in mail.body) is explains
        assert "/board/stop/digest/" in mail.body


@pytest.mark.parametrize("level", ["ours", "none"])
def test_who_chooses_less_while_it_waits_is_not_told(level, officer, stranger, make_topic):
    write(TopicPublished, make_topic(officer))
    Watch.objects.create(section=stranger.section, level=level)
    send_due()
    assert not digests(to=stranger.section.mailbox).exists()
    assert Notification.objects.get(section=stranger.section).outcome == "dropped"


def test_one_topic_asked_for_is_told_whatever_is_chosen(officer, stranger, make_topic):
    topic = make_topic(officer)
    write(TopicPublished, topic)
    Watch.objects.create(section=stranger.section, level="ours")
    TopicWatch.objects.create(section=stranger.section, topic=topic, wanted=True)
    send_due()
    assert digests(to=stranger.section.mailbox).exists()
