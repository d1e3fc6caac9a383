"""Who left is waited for nowhere: closing, lists, reminders and pages ask the same."""

import pytest
import time_machine

from common import japanese_calendar
from correspondence.closing.actions import close
from inquiries.reminders.tasks import remind_organizations
from pamphlets.reminders.tasks import remind_wards
from pamphlets.requests.models import PamphletRequest
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
ROOMS = ("inquiries", "pamphlets")
REMIND = {"inquiries": remind_organizations, "pamphlets": remind_wards}


@pytest.fixture
def asked(of_rooms):
    """The request of a room after the only organisation that it asked has left."""

    def find(room):
        item = of_rooms[room]
        organization = item.answers.get().organization
        organization.withdrawn_on = japanese_calendar.today()
        organization.save()
        return item

    return find


@pytest.mark.parametrize("room", ROOMS)
def test_it_closes_without_a_tick(room, asked):
    item = asked(room)
    assert close(item=item, by=item.author).state == "closed"


@pytest.mark.parametrize("room", ROOMS)
def test_it_is_not_reminded(room, asked):
    item = asked(room)
    day = japanese_calendar.add_working_days(item.answer_due, -1)
    with time_machine.travel(f"{day}T10:00:00+09:00", tick=False):
        assert by_clock(REMIND[room]) == 0


@pytest.mark.parametrize("room", ROOMS)
def test_the_page_counts_nobody(room, asked, browser):
    item = asked(room)
    page = browser(item.author).get(item.get_absolute_url()).content.decode()
    assert "まだ回答していない団体が" not in page
    assert "まだ回答していない区が" not in page
    assert "回答待ち 1区" not in page


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_is_late(room, asked, browser):
    item = asked(room)
    day = japanese_calendar.add_working_days(item.answer_due, 1)
    with time_machine.travel(f"{day}T10:00:00+09:00", tick=False):
        assert not item.answers.late().exists()
        page = browser(item.author).get(item.get_absolute_url()).content.decode()
        assert "期限を過ぎても回答のない" not in page
        assert "まだ回答のない団体が" not in page


def test_the_list_of_pamphlet_requests_counts_nobody(asked):
    assert PamphletRequest.objects.for_rows().get(pk=asked("pamphlets").pk).silent == 0


def test_the_filter_of_results_finds_nobody(asked, browser):
    inquiry = asked("inquiries")
    page = browser(inquiry.author).get(f"{inquiry.get_absolute_url()}results/?state=owed")
    assert page.status_code == 200
    assert not page.context["rows"]
