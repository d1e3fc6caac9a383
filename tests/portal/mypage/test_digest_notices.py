"""Notices that are not urgent stand in the digests of members' mailboxes: one mail, once, in their rhythm."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from board.digests.actions import stop_digest
from board.digests.emails import send_due_digests
from board.digests.tasks import send_list
from board.publication.emails import TopicPublished
from board.subscriptions.models import NotificationRhythm, Watch
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.organizations.models import Organization
from members.sections.models import Section
from news.announcements.models import Announcement
from news.editing import actions
from tests.worker import by_clock, write

pytestmark = pytest.mark.django_db
FRIDAY, TUESDAY, WEDNESDAY, NEXT_MONDAY = (
    datetime.datetime(*moment, tzinfo=ZoneInfo("Asia/Tokyo"))
    for moment in ((2026, 11, 20, 12), (2026, 11, 24, 8, 30), (2026, 11, 25, 8, 30), (2026, 11, 30, 8, 30))
)


@pytest.fixture(autouse=True)
def _on_friday(db, time_machine):
    time_machine.move_to(FRIDAY)
    Organization.objects.update(confirmed_at=FRIDAY)


@pytest.fixture
def notice(make_announcement):
    return make_announcement("急がないお知らせ", telling="gathered")


@pytest.fixture
def box(sakai) -> Section:
    return sakai.sections.first()


def morning(now, box: Section) -> list[OutgoingMail]:
    """The digests that this morning writes to that mailbox."""
    with travel(now):
        send_due_digests()
        by_clock(send_list)
        mails = OutgoingMail.objects.filter(purpose="board.digest", to=box.mailbox)
        return list(mails.filter(created_at__date=now.date()))


def told(now, box: Section) -> bool:
    return any("急がないお知らせ" in mail.body for mail in morning(now, box))


def choose(box: Section, rhythm: str, level: str = "new") -> None:
    Watch.objects.create(section=box, level=level)
    NotificationRhythm.objects.create(section=box, rhythm=rhythm)


def deliver(mail: OutgoingMail, now) -> OutgoingMail:
    with travel(now):
        return delivery.deliver(mail)


def test_they_are_told_once_in_the_order_of_publication(notice, make_announcement, box):
    make_announcement("二つ目", telling="gathered", published_at=FRIDAY + datetime.timedelta(hours=1))
    make_announcement("知らせない", published_at=FRIDAY)
    make_announcement("下書き", telling="gathered", draft=True)
    (mail,) = morning(TUESDAY, box)
    assert mail.subject == "事務局からのお知らせ 2件（令和8年11月24日(火)）: 急がないお知らせ ほか"
    assert mail.body.index(" 1. 急がないお知らせ") < mail.body.index(" 2. 二つ目")
    assert notice.get_absolute_url() in mail.body
    assert "知らせない" not in mail.body
    assert "下書き" not in mail.body
    assert "掲示板で、" not in mail.body
    assert len(morning(TUESDAY, box)) == 1
    assert [morning(day, box) for day in (WEDNESDAY, NEXT_MONDAY)] == [[], []]


def test_it_is_one_mail_with_the_topics(notice, box, make_topic, stranger):
    write(TopicPublished, make_topic(stranger, title="連携の提案"))
    (mail,) = morning(TUESDAY, box)
    assert "掲示板の通知 1件、お知らせ 1件" in mail.subject
    assert "連携の提案" in mail.body
    assert "急がないお知らせ" in mail.body


def test_it_is_one_mail_with_what_is_to_be_done_by_who_shares_the_address(
    notice, box, officer, make_inquiry, ward_officer, sakai
):
    Section.objects.filter(pk=box.pk).update(mailbox=officer.email)
    box.refresh_from_db()
    make_inquiry(ward_officer, [sakai], title="連絡先の確認")
    (mail,) = morning(TUESDAY, box)
    assert "対応が必要なこと 1件、お知らせ 1件" in mail.subject
    assert "急がないお知らせ" in mail.body


@pytest.mark.parametrize(
    ("rhythm", "level", "mornings"),
    [
        ("daily", "new", [WEDNESDAY]),
        ("daily", "ours", [WEDNESDAY]),
        ("weekly", "ours", [NEXT_MONDAY]),
        ("at_once", "new", [NEXT_MONDAY]),
        ("default", "all", [NEXT_MONDAY]),
        ("default", "ours", []),
        ("at_once", "ours", []),
        ("daily", "none", []),
    ],
)
def test_each_mailbox_in_its_rhythm(rhythm, level, mornings, make_announcement, box):
    choose(box, rhythm, level)
    at = TUESDAY + datetime.timedelta(hours=1)
    make_announcement("急がないお知らせ", telling="gathered", published_at=at)
    days = [day for day in (TUESDAY, WEDNESDAY, NEXT_MONDAY) if told(day, box)]
    assert days == mornings


def test_who_stopped_the_digest_is_not_told(notice, box):
    stop_digest(owner=box)
    assert not told(TUESDAY, box)


@pytest.mark.parametrize("gone", ["withdrawn", "ended"])
def test_what_is_not_public_any_more_is_not_told(gone, notice, box, secretariat):
    if gone == "withdrawn":
        actions.withdraw_announcement(announcement=notice, by=secretariat)
    else:
        actions.end_announcement(announcement=notice, by=None)
    assert morning(TUESDAY, box) == []


def test_withdrawn_between_writing_and_sending_the_rest_is_told_on_the_next_day(
    notice, make_announcement, box, secretariat
):
    make_announcement("残るお知らせ", telling="gathered", published_at=FRIDAY)
    (mail,) = morning(TUESDAY, box)
    actions.withdraw_announcement(announcement=notice, by=secretariat)
    assert deliver(mail, TUESDAY).state == "skipped"
    (mail,) = morning(WEDNESDAY, box)
    assert "残るお知らせ" in mail.body
    assert "急がないお知らせ" not in mail.body
    assert deliver(mail, WEDNESDAY).state == "sent"


@pytest.mark.parametrize("change", ["stopped", "closed"])
def test_who_is_not_to_be_told_any_more_gets_no_written_mail(change, notice, box, secretariat):
    (mail,) = morning(TUESDAY, box)
    if change == "stopped":
        stop_digest(owner=box)
    else:
        Section.objects.filter(pk=box.pk).update(closed_at=TUESDAY, closed_by=secretariat)
    assert deliver(mail, TUESDAY).state == "skipped"


def test_published_again_it_is_not_told_again(notice, box, secretariat):
    deliver(morning(TUESDAY, box)[0], TUESDAY)
    actions.withdraw_announcement(announcement=notice, by=secretariat)
    with travel(WEDNESDAY):
        actions.publish_announcement(announcement=notice, by=secretariat)
    assert morning(NEXT_MONDAY, box) == []


def test_members_only(notice, box, secretariat, stranger):
    left = stranger.section
    Organization.objects.filter(pk=left.organization_id).update(withdrawn_on=FRIDAY.date())
    assert not told(TUESDAY, left)
    assert not told(TUESDAY, secretariat.section)
    assert told(TUESDAY, box)


def test_an_address_that_refuses_mail_is_left_alone(notice, box):
    Section.objects.filter(pk=box.pk).update(bounced_at=FRIDAY)
    assert morning(TUESDAY, box) == []


def test_what_nobody_could_send_for_a_month_is_no_news(notice, box):
    Announcement.objects.update(published_at=TUESDAY - datetime.timedelta(days=29))
    assert morning(TUESDAY, box) == []


def test_the_mail_says_how_to_stop_and_the_link_stops(notice, box, client):
    (mail,) = morning(TUESDAY, box)
    link = next(line for line in mail.body.splitlines() if "/stop/digest/" in line)
    path = link[link.index("/board/") :]
    assert client.post(path, {"rhythm": "none"}).status_code == 302
    assert not told(NEXT_MONDAY, box)


def test_as_many_queries_for_one_notice_and_for_three(notice, make_announcement, box):
    def queries(now) -> int:
        with travel(now), CaptureQueriesContext(connection) as asked:
            send_due_digests()
        return len(asked)

    one = queries(TUESDAY)
    for number in range(3):
        make_announcement(f"次の{number}", telling="gathered", published_at=WEDNESDAY)
    assert queries(NEXT_MONDAY) == one
