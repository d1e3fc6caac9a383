"""How a request stands, in one line and in five (要点), to each who reads it."""

import pytest

from common import japanese_calendar
from correspondence.closing.actions import close
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.ward_questions.actions import ask_back
from tests.menus import entries_of, refused_entries


@pytest.fixture
def page(browser, pamphlet):
    """The context of the request's page to somebody: `page(officer)`."""
    return lambda user: browser(user).get(pamphlet.get_absolute_url()).context


@pytest.fixture
def points(page, officer):
    return lambda: dict(page(officer)["points"])


@pytest.fixture
def answered(pamphlet, koto, ward_officer, answer_of):
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=120, by=ward_officer)


def test_the_owner_reads_how_many_answered(page, pamphlet, officer, due, answered):
    standing = page(officer)["standing"]
    assert standing.words.startswith("1/2区が回答、120部を受け入れ、回答期限は")
    assert japanese_calendar.wareki(due) in standing.words
    assert (standing.number, standing.of) == (1, 2)


def test_key_points_tell_who_must_act(points, pamphlet, officer, answered):
    told = points()
    assert told["状態"].startswith("受付中、")
    assert told["決まったこと"] == "1区が120部を受け入れ"
    assert told["対応する人"] == "港区（回答）"
    close(item=pamphlet, by=officer, although_silent=True)
    told = points()
    assert told["状態"].startswith("終了、")
    assert "次の期限" not in told
    assert "対応する人" not in told


def test_key_points_name_the_owner_where_a_ward_asked_back(points, pamphlet, koto, ward_officer, answer_of):
    ask_back(answer=answer_of(pamphlet, koto), text="箱はありますか。", by=ward_officer)
    assert points()["対応する人"] == "港区（回答）、大阪府堺市（江東区への返事）"


def test_a_ward_reads_how_its_own_answer_stands(page, pamphlet, ward_officer, koto, officer, answer_of):
    assert page(ward_officer)["standing"].words.startswith("江東区の回答を待っています。回答期限は")
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=120, by=ward_officer)
    assert page(ward_officer)["standing"].words == "江東区は「受け入れ（120部）」と回答しました"
    assert "points" not in page(ward_officer)


def test_a_withdrawn_request_tells_so_and_nothing_else(browser, points, page, pamphlet, officer):
    withdraw_pamphlet(pamphlet=pamphlet, by=officer, reason="中止です。")
    assert points()["状態"].startswith("取下げ、")
    html = browser(officer).get(pamphlet.get_absolute_url()).text
    assert "この依頼は取り下げられました" in html
    assert "stands__words" not in html


def test_the_print_tells_a_ward_no_more_than_the_page(browser, pamphlet, officer, minato_officer, answered):
    """Other wards' answers stand on paper only where the asking side shows them."""
    url = f"{pamphlet.get_absolute_url()}print/"
    assert "120部を受け入れ" in browser(officer).get(url).text
    assert "江東区" in browser(minato_officer).get(url).text
    pamphlet.answers_shown = "nobody"
    pamphlet.save()
    assert "江東区" not in browser(minato_officer).get(url).text
    assert "決裁欄を付けない" in browser(officer).get(url).text
    assert 'class="stamps"' not in browser(officer).get(f"{url}?stamp=0").text


def test_nobody_is_shown_an_act_that_they_may_not_do(
    clients, browser, officer, colleague, pamphlet, answered
):
    assert len(entries_of(browser(officer), pamphlet.get_absolute_url())) > 3
    assert refused_entries(clients, pamphlet.get_absolute_url()) == []
    close(item=pamphlet, by=colleague, although_silent=True)
    assert refused_entries(clients, pamphlet.get_absolute_url()) == []
