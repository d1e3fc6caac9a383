"""The organiser's page of applications."""

import re

import pytest

from events.participations.models import ParticipationRole
from tests.events.conftest import TO_COME
from tests.mypage import pending_kinds

pytestmark = pytest.mark.django_db


def page_of(call) -> str:
    return f"/events/{call.event_id}/call/applications/"


def test_the_ticked_ones_are_decided(make_call, apply, browser, officer, stranger, secretariat):
    call = make_call(roles={"booth": 2})
    parts = [apply(call, officer, "booth"), apply(call, stranger, "booth")]
    client, url = browser(secretariat), page_of(call)
    page = client.get(url).content.decode()
    assert "大阪府堺市" in page
    assert "申込済 2団体" in page
    chosen = [str(part.roles.get().pk) for part in parts]
    answer = client.post(url, {"roles": chosen, "state": "accepted"}, follow=True)
    assert "「決定」にしました。" in answer.content.decode()
    assert set(ParticipationRole.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"roles": []}, "1つ以上選んで"),
        ({"state": "declined"}, "理由を入力"),
        ({"state": "invited"}, "どれかを押して"),
        ({"roles": ["999999"]}, "一部が見つかりません"),
    ],
)
def test_what_is_wrong_is_told_and_stays_ticked(
    make_call, apply, browser, officer, secretariat, wrong, words
):
    call = make_call()
    row = apply(call, officer, "booth").roles.get()
    answer = browser(secretariat).post(page_of(call), {"roles": [str(row.pk)], "state": "accepted"} | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "applied"


def test_too_many_are_refused_in_words(make_call, apply, browser, officer, stranger, secretariat):
    call = make_call(roles={"booth": 1})
    chosen = [str(apply(call, who, "booth").roles.get().pk) for who in (officer, stranger)]
    answer = browser(secretariat).post(page_of(call), {"roles": chosen, "state": "accepted"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "空き待ちにする" in page
    assert page.count(" checked") == 2


def test_the_first_who_waits_is_offered_where_there_is_room(
    make_call, apply, decide, browser, officer, secretariat
):
    call = make_call()
    part = apply(call, officer, "booth")
    decide(part, "waiting")
    client, url = browser(secretariat), page_of(call)
    assert "繰り上げて決定する" in client.get(url).content.decode()
    assert "堺市" in client.get(f"/events/{call.event_id}/desk/").content.decode()
    client.post(url, {"roles": part.roles.get().pk, "state": "accepted"})
    assert part.roles.get().state == "accepted"


def test_the_page_narrows_by_role_and_state(
    make_call, apply, decide, browser, officer, stranger, secretariat
):
    call = make_call(roles={"booth": None, "panel": None})
    decide(apply(call, officer, "booth"), "accepted")
    apply(call, stranger, "panel")
    client, url = browser(secretariat), page_of(call)
    table = client.get(f"{url}?state=accepted").content.decode().partition("<table")[2]
    assert "堺市" in table
    assert "釧路市" not in table
    table = client.get(f"{url}?role=panel").content.decode().partition("<table")[2]
    assert "釧路市" in table
    assert "条件に合う申込はありません" in client.get(f"{url}?role=panel&state=declined").content.decode()


def test_the_answers_of_a_body_stand_on_its_page(make_call, apply, browser, officer, secretariat):
    part = apply(make_call(), officer, "booth", remark="初めてです。")
    page = browser(secretariat).get(f"/events/{part.event_id}/call/applications/{part.pk}/").content.decode()
    assert all(words in page for words in ("使う", "初めてです。", "出展の申込", officer.name))


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_for_one_and_three(
    make_call,
    apply,
    decide,
    browser,
    officer,
    stranger,
    ward_officer,
    secretariat,
    django_assert_num_queries,
    number,
):
    call = make_call(roles={"booth": None, "panel": 9})
    for who in (officer, stranger, ward_officer)[:number]:
        decide(apply(call, who, "booth", "panel"), "waiting")
    client = browser(secretariat)
    client.get(page_of(call))
    with django_assert_num_queries(10):
        client.get(page_of(call))


def test_applications_wait_on_my_page_of_their_organiser(
    make_event, make_call, apply, browser, officer, stranger, secretariat
):
    event = make_event(owner=officer.organization, starts_on=TO_COME)
    apply(make_call(event, by=officer), stranger, "booth")
    words = "決定を待つ出展の申込"
    assert words in pending_kinds(browser(officer))
    assert words not in browser(secretariat).get("/mypage/").content.decode()
    assert event.title in browser(officer).get("/events/calls/").content.decode()
    call = make_call()
    apply(call, officer, "panel")
    assert words in browser(secretariat).get("/mypage/").content.decode()


def test_who_decides_otherwise_hears_of_the_decision_of_a_colleague(
    make_call, apply, decide, browser, officer, secretariat
):
    part = apply(make_call(), officer, "booth")
    client, url = browser(secretariat), page_of(part.event.exhibitor_call)
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(url).text)[1]
    decide(part, "accepted")
    asked = {"roles": [str(part.roles.get().pk)], "state": "declined", "reason": "満員のため", "seen": seen}
    answer = client.post(url, asked)
    assert answer.status_code == 400
    assert f"{secretariat.name}さんが「決定」にしました。" in answer.text
    assert "満員のため" in answer.text  # what was typed stays
    assert part.roles.get().state == "accepted"
    asked["seen"] = re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
    assert client.post(url, asked).status_code == 302
    assert part.roles.get().state == "declined"
