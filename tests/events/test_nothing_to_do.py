"""A button that had nothing to change says how it stands, and never that it was done."""

import datetime

import pytest

from common.audit_log.models import AuditEntry
from common.japanese_calendar import today
from events.booths.actions import make_booths
from events.publication import actions

pytestmark = pytest.mark.django_db
TOMORROW = today() + datetime.timedelta(days=1)


@pytest.fixture
def event(make_event):
    return make_event("秋の催し", owner=None)


@pytest.fixture
def draft(make_event):
    return make_event("秋の催し", owner=None, draft=True)


def _said(browser, by, address, **posted) -> list[tuple[str, str]]:
    """What the next page says, and that nothing was recorded."""
    before = AuditEntry.objects.count()
    answer = browser(by).post(address, posted, follow=True)
    assert answer.status_code == 200
    assert AuditEntry.objects.count() == before
    return [(one.level_tag, str(one)) for one in answer.context["messages"]]


def test_a_body_without_that_booth(browser, secretariat, event, sakai):
    [booth] = make_booths(event=event, prefix="B", first=1, last=1, by=secretariat)
    body = event.participations.create(organization=sakai)
    url = f"{event.get_absolute_url()}booths/{booth.pk}/release/"
    [(level, words)] = _said(browser, secretariat, url, body=body.pk)
    assert (level, "割り当てられていません" in words, "外しました" in words) == ("info", True, False)


@pytest.mark.parametrize("name", ["withdraw", "unschedule", "report/withdraw"])
def test_what_is_not_public_and_not_scheduled(browser, secretariat, draft, name):
    [(level, words)] = _said(browser, secretariat, f"{draft.get_absolute_url()}{name}/")
    assert (level, "ました" in words) == ("info", False)


def test_a_publication_that_came_before_its_cancelling(browser, secretariat, draft):
    at = datetime.datetime.combine(TOMORROW, datetime.time(9), datetime.UTC)
    actions.schedule_event(event=draft, by=secretariat, at=at)
    actions.publish_event(event=draft, by=secretariat)
    found = _said(browser, secretariat, f"{draft.get_absolute_url()}unschedule/")
    assert found == [("info", "もう公開されています。")]
