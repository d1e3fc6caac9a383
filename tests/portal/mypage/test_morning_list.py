"""What waits for a person, by mail on working mornings: in the digest, in their rhythm, while it is true."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from board.digests.actions import stop_digest
from board.digests.emails import Digest, send_due_digests
from board.digests.tasks import send_list
from board.notifications.models import Notification
from board.publication.emails import TopicPublished
from board.subscriptions.models import NotificationRhythm, Watch
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization
from tests.worker import by_clock, write

TOKYO = ZoneInfo("Asia/Tokyo")
FRIDAY, TUESDAY, WEDNESDAY = (
    datetime.datetime(*moment, tzinfo=TOKYO)
    for moment in ((2026, 11, 20, 12), (2026, 11, 24, 8, 30), (2026, 11, 25, 8, 30))
)


@pytest.fixture(autouse=True)
def _on_friday(db, time_machine):
    """On which everybody's register was confirmed, so that nothing waits."""
    time_machine.move_to(FRIDAY)
    Organization.objects.update(confirmed_at=FRIDAY)


@pytest.fixture
def inquiry(make_inquiry, ward_officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai], title="災害時の連絡先の確認")
    Inquiry.objects.filter(pk=inquiry.pk).update(answer_due=datetime.date(2026, 11, 20))
    return inquiry


def send(now) -> dict[str, OutgoingMail]:
    """What the clock writes that morning, by its address; not to mailboxes, nor to the secretariat."""
    with travel(now):
        by_clock(send_list)
        send_due_digests()
        mails = OutgoingMail.objects.filter(purpose="board.digest", created_at__date=now.date())
        return {mail.to: mail for mail in mails if not mail.to.startswith("sec")}


def test_it_names_each_thing_with_its_number_and_one_link(
    officer, colleague, inquiry, sakai, make_inquiry, ward_officer
):
    make_inquiry(ward_officer, [sakai], title="来月の照会")
    mails = send(TUESDAY)
    assert set(mails) == {officer.email, colleague.email}
    mail = mails[officer.email]
    assert mail.subject.startswith("【期限超過1件】対応が必要なこと 2件（令和8年11月24日(火)）")
    assert "掲示板の通知" not in mail.subject
    assert re.findall(r"^ ?[0-9]+\. (.*)$", mail.body, re.MULTILINE) == [
        "【期限超過】災害時の連絡先の確認",
        "来月の照会",
    ]
    assert f"照会 第{inquiry.pk}号" in mail.body
    assert mail.body.count(f"/inquiries/{inquiry.pk}/answer/") == 1
    assert "11月20日(金)まで" in mail.body
    assert "/board/stop/digest/" in mail.body


def test_it_comes_once_each_working_morning_and_not_when_nothing_waits(officer, inquiry, give_answer):
    assert officer.email in send(TUESDAY)
    assert len(send(TUESDAY)) == len(send(TUESDAY))
    assert OutgoingMail.objects.filter(purpose="board.digest", to=officer.email).count() == 1
    assert officer.email in send(WEDNESDAY)
    assert send(datetime.datetime(2026, 11, 28, 9, tzinfo=TOKYO)) == {}  # Saturday
    with travel(WEDNESDAY):
        Inquiry.objects.update(answer_due=datetime.date(2026, 11, 30))
        give_answer(inquiry, officer)
    assert officer.email not in send(datetime.datetime(2026, 11, 26, 8, 30, tzinfo=TOKYO))


@pytest.mark.parametrize("list_first", [True, False])
def test_it_is_in_the_digest_where_one_goes_out(officer, stranger, inquiry, make_topic, list_first):
    Watch.objects.create(user=officer, level="all")
    NotificationRhythm.objects.create(user=officer, rhythm="daily")
    topic = make_topic(stranger)
    write(TopicPublished, topic)
    with travel(TUESDAY):
        jobs = [lambda: by_clock(send_list), send_due_digests]
        for job in jobs if list_first else reversed(jobs):
            job()
    mail = OutgoingMail.objects.get(purpose="board.digest", to=officer.email)
    assert mail.subject.startswith("【期限超過1件】対応が必要なこと 1件、掲示板の通知 1件")
    assert inquiry.title in mail.body
    assert topic.title in mail.body
    assert Notification.objects.get(user=officer).mail == mail


@pytest.mark.parametrize(
    ("rhythm", "tuesday", "wednesday"),
    [("at_once", True, True), ("daily", True, True), ("weekly", True, False)],
)
def test_it_keeps_to_the_rhythm(officer, inquiry, rhythm, tuesday, wednesday):
    NotificationRhythm.objects.create(user=officer, rhythm=rhythm)
    assert (officer.email in send(TUESDAY)) is tuesday  # Monday is a holiday
    assert (officer.email in send(WEDNESDAY)) is wednesday


def test_who_does_not_want_it_has_none(browser, visitor, officer, colleague, reader, inquiry):
    browser(officer).post("/board/notices/me/rhythm/", {"me-rhythm": "at_once"})
    stop_digest(owner=colleague)
    assert send(TUESDAY) == {}
    page = browser(officer).get("/board/notices/").content.decode()
    assert "対応が必要なことの一覧は届きません。" in page
    browser(officer).post("/board/notices/me/rhythm/", {"me-rhythm": "at_once", "me-with_pending": "on"})
    mail = send(TUESDAY)[officer.email]
    address = re.search(r"/board/stop/digest/\S+", mail.body)[0]
    visitor.post(address, {"rhythm": "none"})
    assert send(WEDNESDAY) == {}
    visitor.post(address, {"rhythm": "at_once"})
    assert set(send(WEDNESDAY)) == {officer.email}


def test_whom_no_mail_reaches_has_none(officer, colleague, inquiry):
    type(officer).objects.filter(pk=officer.pk).update(bounced_at=FRIDAY, bounced_address=officer.email)
    assert set(send(TUESDAY)) == {colleague.email}


def test_what_is_done_before_it_leaves_is_not_told(officer, stranger, inquiry, give_answer, make_topic):
    Watch.objects.create(user=officer, level="all")
    NotificationRhythm.objects.create(user=officer, rhythm="daily")
    write(TopicPublished, make_topic(stranger))
    mail = send(TUESDAY)[officer.email]
    with travel(TUESDAY):
        Inquiry.objects.update(answer_due=datetime.date(2026, 11, 30))
        give_answer(inquiry, officer)
        assert delivery.deliver(mail).state == "skipped"
    mail.refresh_from_db()
    assert "対応が済んだ" in mail.last_error
    told = send(WEDNESDAY)[officer.email]  # the topic waits for the next digest
    assert told.subject.startswith("掲示板の通知 1件")


def test_what_still_waits_leaves(officer, inquiry, mailoutbox):
    mail = send(TUESDAY)[officer.email]
    with travel(TUESDAY):
        assert delivery.deliver(mail).state == "sent"
    assert mailoutbox[0].subject == mail.subject


def test_one_mail_a_day_whatever_it_tells():
    one, other = Digest(day="2026-11-24", told=["a:1"]), Digest(day="2026-11-24")
    assert one.key("a@city.example") == other.key("a@city.example")
