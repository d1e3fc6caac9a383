"""The secretariat's list of hand-overs."""

import datetime

import pytest

from common import japanese_calendar
from members.handovers.actions import cancel_handover, hand_over
from members.users.models import User

pytestmark = pytest.mark.django_db
PATH = "/members/handovers/"


@pytest.fixture
def plan(secretariat):
    def make(leaving, name="後任 七子", days=3):
        return hand_over(
            leaving=leaving,
            successor_name=name,
            successor_email=f"next{leaving.pk}@city.example",
            effective_on=japanese_calendar.today() + datetime.timedelta(days=days),
            by=secretariat,
        )

    return make


def test_the_list_costs_the_same_for_one_and_three(
    browser, secretariat, officer, colleague, stranger, plan, django_assert_num_queries
):
    client = browser(secretariat)
    plan(officer)
    client.get(PATH)
    with django_assert_num_queries(5):
        client.get(PATH)
    plan(colleague)
    plan(stranger)
    with django_assert_num_queries(5):
        page = client.get(PATH).content.decode()
    assert page.count("後任 七子") == 3
    assert "大阪府堺市 企画課" in page


def test_states_prefecture_and_text(browser, secretariat, officer, colleague, stranger, plan):
    client = browser(secretariat)
    plan(officer, "予定 一子")
    plan(stranger, "実施 二子", days=0)
    cancel_handover(handover=plan(colleague, "取消 三子"), by=secretariat)

    def names(query):
        page = client.get(f"{PATH}{query}").content.decode()
        return {name for name in ("予定 一子", "実施 二子", "取消 三子") if name in page}

    assert names("") == {"予定 一子"}
    assert names("?state=done") == {"実施 二子"}
    assert names("?state=cancelled") == {"取消 三子"}
    assert names("?state=failed") == set()
    assert names("?state=garbage") == {"予定 一子"}
    assert names("?state=planned&prefecture=27") == {"予定 一子"}
    assert names("?state=planned&prefecture=01") == set()
    for q in ("堺", "サカイ", "一子", "next", officer.name):
        assert names(f"?q={q}") == {"予定 一子"}, q
    assert names("?q=釧路") == set()
    assert "当てはまる引継ぎはありません" in client.get(f"{PATH}?q=%00釧路").content.decode()


def test_the_secretariat_hands_over_for_any_organisation(browser, secretariat, officer, sakai):
    client = browser(secretariat)
    assert f"/organization/?organization={sakai.pk}" in client.get(sakai.get_absolute_url()).content.decode()
    profile = client.get(f"/organization/?organization={sakai.pk}").content.decode()
    assert f"/organization/handover/?organization={sakai.pk}" in profile
    assert officer.name in client.get(f"/organization/handover/?organization={sakai.pk}").content.decode()
    assert User.objects.of(sakai).with_transferable_post().count() == 1
