"""The secretariat corrects an organisation and a section, says why, and those concerned are told."""

import datetime

import pytest

from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from members.organizations.actions import correct_organization, end_membership
from tests.worker import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(browser, secretariat):
    return browser(secretariat)


def address(organization):
    return f"/organization/correct/?organization={organization.pk}"


def test_reading_and_date_of_a_municipality_but_not_its_name(client, sakai):
    page = client.get(address(sakai))
    assert 'name="name"' not in page.text
    typed = {
        "name": "別の名",
        "name_kana": "サカイノシ",
        "joined_on": "平成31年4月1日",
        "reason": "読みの誤り",
    }
    assert client.post(address(sakai), typed)["Location"] == f"/organization/?organization={sakai.pk}"
    before = sakai.name
    sakai.refresh_from_db()
    assert (sakai.name, sakai.name_kana, str(sakai.joined_on)) == (before, "さかいのし", "2019-04-01")
    assert sakai.memberships.get().joined_on == sakai.joined_on
    entry = entries_of(sakai)[0]
    assert (entry.verb, entry.facts["reason"]) == ("members.organization_corrected", "読みの誤り")
    assert "読みの誤り" in client.get(f"/organization/history/?organization={sakai.pk}").text
    assert not told()


def test_the_name_of_a_body_without_a_code(client, make_organization):
    body = make_organization("見本協議会", kind="association", prefecture="大阪府")
    make_organization("見本町村会", kind="association", prefecture="大阪府")
    taken = client.post(address(body), {"name": "見本町村会", "joined_on": today(), "reason": "x"})
    assert "同じ都道府県に同じ名称の団体があります。" in taken.text
    client.post(address(body), {"name": "見本連絡協議会", "joined_on": today(), "reason": "改称"})
    body.refresh_from_db()
    assert body.full_name == "見本連絡協議会"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": ""}, "修正の理由を入力してください。"),
        ({"name_kana": "堺市"}, "ひらがな"),
        ({"joined_on": "令和90年4月1日"}, "今日以前の日"),
        ({"joined_on": ""}, "会員登録日を入力してください。"),
    ],
)
def test_a_bad_form_changes_nothing(client, sakai, typed, words):
    answer = client.post(address(sakai), {"joined_on": str(today()), "reason": "x"} | typed)
    assert answer.status_code == 400
    assert words in answer.text
    assert not entries_of(sakai)


def test_a_date_stays_behind_the_membership_before(client, secretariat, sakai):
    day = today() - datetime.timedelta(days=10)
    end_membership(organization=sakai, by=secretariat, on=day, reason="退会")
    assert 'name="joined_on"' not in client.get(address(sakai)).text


def test_the_same_once_more_leaves_no_line(secretariat, sakai):
    correct_organization(
        organization=sakai, by=secretariat, fields={"name_kana": sakai.name_kana}, reason="x"
    )
    assert not entries_of(sakai)


def test_a_corrected_section_is_told_with_the_reason(client, officer, colleague, section):
    path = f"/organization/sections/{section.pk}/edit/"
    typed = {"name": section.name, "mailbox": section.mailbox, "telephone": "072-000-1111"}
    refused = client.post(path, typed)
    assert refused.status_code == 400
    assert "修正の理由を入力してください。" in refused.text
    client.post(path, typed | {"reason": "電話で確認"})
    assert entries_of(section)[0].facts["reason"] == "電話で確認"
    assert told("members.section_corrected") == {section.mailbox, officer.email, colleague.email}


def test_their_own_change_asks_for_no_reason_and_tells_nobody(browser, officer, section):
    path = f"/organization/sections/{section.pk}/edit/"
    typed = {"name": section.name, "mailbox": section.mailbox, "telephone": "072-000-1111"}
    assert 'name="reason"' not in browser(officer).get(path).text
    assert browser(officer).post(path, typed).status_code == 302
    assert not told("members.section_corrected")
