"""Members hear of a notice at once, in their digests (tests/portal/mypage), or not at all."""

import pytest

from common.outbox.models import OutgoingMail
from news.announcements.models import Announcement
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


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
