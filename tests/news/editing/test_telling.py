"""Members hear of a notice at once, together with others once a week, or not at all."""

import datetime

import pytest
import time_machine

from common.outbox.models import OutgoingMail
from news.announcements.models import Announcement
from news.editing import actions
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-30T08:30+09:00"
GATHERED = "news.announcements_gathered"


def morning(at):
    """The gathered mails that a morning writes, by their text."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    with time_machine.travel(datetime.datetime.fromisoformat(at), tick=False):
        by_clock("news.tell_gathered_announcements")
        write_mails(GATHERED)
    return list(OutgoingMail.objects.filter(purpose=GATHERED).exclude(pk__in=before))


def test_notices_are_told_together_on_the_first_working_day_once(make_announcement, sakai):
    for title in ("一つ目", "二つ目"):
        make_announcement(title, telling="gathered")
    make_announcement("知らせない")
    make_announcement("下書き", telling="gathered", draft=True)
    assert morning("2026-12-01T08:30+09:00") == []  # a Tuesday
    mails = morning(MONDAY)
    boxes = {section.mailbox for section in sakai.sections.all()}
    assert boxes <= {mail.to for mail in mails}
    text = mails[0].body
    assert text.index("1. 一つ目") < text.index("2. 二つ目")
    assert not [title for title in ("知らせない", "下書き") if title in text]
    assert "2件" in mails[0].subject
    assert morning("2026-12-07T08:30+09:00") == []
    assert Announcement.objects.filter(gathered_at__isnull=False).count() == 2


def test_the_week_begins_after_a_holiday(make_announcement):
    make_announcement(telling="gathered")
    assert morning("2026-11-23T08:30+09:00") == []  # 勤労感謝の日
    assert morning("2026-11-24T08:30+09:00")


def test_what_has_ended_is_not_told(make_announcement):
    row = make_announcement(telling="gathered")
    actions.end_announcement(announcement=row, by=None)
    assert morning(MONDAY) == []


@pytest.mark.parametrize(("telling", "at_once"), [("at_once", 1), ("gathered", 0), ("none", 0), ("", 0)])
def test_the_form_says_how(browser, secretariat, telling, at_once):
    client = browser(secretariat)
    client.post("/news/new/", {"title": "件名", "body": "本文", "telling": telling})
    row = Announcement.objects.get()
    assert row.telling == (telling or "none")
    client.post(f"/news/{row.pk}/publish/")
    write_mails("news.announcement_published")
    assert bool(OutgoingMail.objects.filter(purpose="news.announcement_published")) is bool(at_once)


def test_another_way_is_refused(browser, secretariat):
    answer = browser(secretariat).post("/news/new/", {"title": "件名", "body": "本文", "telling": "fax"})
    assert answer.status_code == 400
    assert not Announcement.objects.exists()
