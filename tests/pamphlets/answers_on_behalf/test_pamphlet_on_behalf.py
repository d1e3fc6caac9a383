"""A ward that no mail reaches: named before and after asking, its answer entered for it."""

import uuid

import pytest

from common.audit_log.models import AuditEntry
from members.sections.models import Section
from pamphlets.answers.models import WardAnswer
from tests.mypage import desk_counts
from tests.pamphlets.asking import ask
from tests.worker import mailed_to, write_mails

TOLD = {
    "relayed_name": "港 六子",
    "relayed_section": "",
    "relayed_via": "fax",
    "relayed_on": "2020-04-01",
    "decision": "accepted",
    "copies": "50",
    "places": "2",
    "remark": "",
}


@pytest.fixture
def silent(minato):
    Section.objects.filter(organization=minato).delete()
    return minato


@pytest.fixture
def asked(officer, koto, ward_officer, silent):
    """堺市 asks 江東区 and 港区, which nobody has registered for."""
    return ask(officer, [koto, silent])


@pytest.fixture
def owed(asked, silent):
    return asked.answers.get(organization=silent)


def address(answer) -> str:
    return f"/board/pamphlets/{answer.pamphlet_id}/answers/{answer.pk}/on-behalf/"


def test_asking_says_whom_no_mail_reaches(browser, officer, koto, ward_officer, silent, make_draft):
    draft = make_draft(officer)
    client = browser(officer)
    page = client.get(f"/board/pamphlets/{draft.pk}/confirm/").content.decode()
    assert "港区（連絡先なし）" in page
    assert "江東区（連絡先なし）" not in page
    text = client.post(f"/board/pamphlets/{draft.pk}/submit/", {"version": 1}, follow=True).content.decode()
    assert "連絡先なしの1区（港区）にはメールが届きません" in text
    assert "回答を代わりに入力する" in text


def test_page_and_desk_name_them(browser, asked, owed, officer, secretariat, ward_officer):
    page = browser(officer).get(asked.get_absolute_url()).content.decode()
    assert "連絡先なしの1区" in page
    assert address(owed) in page
    assert address(owed) in browser(secretariat).get("/board/pamphlets/without-contact/").content.decode()
    assert "連絡先なし" not in browser(ward_officer).get(asked.get_absolute_url()).content.decode()
    waiting = desk_counts()
    assert waiting["pamphlets:without-contact-list"] == 1


def test_who_only_reads_is_not_told_to_call_them(browser, asked, owed, officer, reader):
    told = "連絡先なしの1区に電話などで知らせる"
    assert told in browser(officer).get(asked.get_absolute_url()).content.decode()
    assert told not in browser(reader).get(asked.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["officer", "secretariat"])
def test_answer_is_entered_and_the_sender_is_told(who, request, browser, asked, owed, officer):
    by = request.getfixturevalue(who)
    assert browser(by).get(address(owed)).status_code == 200
    assert browser(by).post(address(owed), TOLD).url == asked.get_absolute_url()
    owed.refresh_from_db()
    assert (owed.state, owed.copies, owed.answered_by) == ("accepted", 50, None)
    said = f"FAXで聞き取り（令和2年4月1日(水)）、{by.organization.full_name} {by.name}が入力"
    assert owed.relayed_shown == said
    assert AuditEntry.objects.get(verb="pamphlets.pamphlet_answered").facts["via"] == "fax"
    write_mails("pamphlets.pamphlet_answered")
    assert officer.section.mailbox in mailed_to("pamphlets.pamphlet_answered")
    assert said in browser(officer).get(asked.get_absolute_url()).content.decode()
    assert browser(by).post(address(owed), TOLD).status_code == 403


def test_a_second_click_shows_the_first_result(browser, asked, owed, officer):
    client, typed = browser(officer), TOLD | {"idempotency_key": str(uuid.uuid4())}
    assert 'name="idempotency_key"' in client.get(address(owed)).content.decode()
    first, second = client.post(address(owed), typed), client.post(address(owed), typed)
    assert first.url == second.url == asked.get_absolute_url()
    assert AuditEntry.objects.filter(verb="pamphlets.pamphlet_answered").count() == 1


def test_copies_are_still_counted(browser, asked, owed, officer):
    response = browser(officer).post(address(owed), TOLD | {"copies": "2000"})
    assert response.status_code == 400
    assert WardAnswer.objects.get(pk=owed.pk).is_owed
