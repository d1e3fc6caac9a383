"""Closing and withdrawing."""

from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from tests.worker import write_mails


def url(pamphlet, what):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


def test_pamphlet_close_over_silent_wards_asks_first(browser, officer, pamphlet):
    response = browser(officer).post(url(pamphlet, "close"), {})
    pamphlet.refresh_from_db()
    assert response.status_code == 400
    assert "まだ回答していない区が2区あります。このまま終了するときは" in response.content.decode()
    assert pamphlet.is_open


def test_pamphlet_close_asks_nothing_when_all_have_answered(
    browser, officer, ward_officer, make_pamphlet, koto, answer_of
):
    pamphlet = make_pamphlet(officer, [koto])
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="declined", remark="棚なし", by=ward_officer)
    browser(officer).post(url(pamphlet, "close"), {})
    pamphlet.refresh_from_db()
    assert (pamphlet.state, pamphlet.closed_by) == ("closed", officer)
    assert entries_of(pamphlet).first().verb == "pamphlets.pamphlet_closed"


def test_pamphlet_close_twice_is_once(browser, officer, colleague, pamphlet):
    client = browser(officer)
    client.post(url(pamphlet, "close"), {"although_silent": "on"})
    assert client.post(url(pamphlet, "close"), {"although_silent": "on"}).url == pamphlet.get_absolute_url()
    second = browser(colleague).post(url(pamphlet, "close"), {"although_silent": "on"}, follow=True)
    assert "先にほかの担当者が操作しました" in second.content.decode()
    assert entries_of(pamphlet).filter(verb="pamphlets.pamphlet_closed").count() == 1


def test_pamphlet_withdraw_wants_a_reason(browser, officer, pamphlet):
    response = browser(officer).post(url(pamphlet, "withdraw"), {"reason": " "})
    pamphlet.refresh_from_db()
    assert response.status_code == 400
    assert pamphlet.is_open


def test_pamphlet_withdraw_is_possible_after_an_acceptance_and_shown_to_the_wards(
    browser, officer, ward_officer, pamphlet, koto, answer_of
):
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=10, by=ward_officer)
    browser(officer).post(url(pamphlet, "withdraw"), {"reason": "印刷を取りやめました。"})
    page = browser(ward_officer).get(pamphlet.get_absolute_url()).content.decode()
    assert "この依頼は取り下げられました" in page
    assert "印刷を取りやめました。" in page
    assert answer_of(pamphlet, koto).copies == 10  # the history stays
    assert entries_of(pamphlet).first().verb == "pamphlets.pamphlet_withdrawn"


def test_pamphlet_withdraw_twice_is_once(browser, officer, colleague, pamphlet):
    client, again = browser(officer), {"reason": "別の理由です。"}
    client.post(url(pamphlet, "withdraw"), {"reason": "中止です。"})
    assert client.post(url(pamphlet, "withdraw"), again).url == pamphlet.get_absolute_url()
    second = browser(colleague).post(url(pamphlet, "withdraw"), again, follow=True)
    assert "既に取り下げられています" in second.content.decode()
    assert entries_of(pamphlet).filter(verb="pamphlets.pamphlet_withdrawn").count() == 1
    pamphlet.refresh_from_db()
    assert pamphlet.withdrawn_reason == "中止です。"


def test_pamphlet_closed_tells_only_the_silent_wards(
    officer, ward_officer, minato_officer, pamphlet, koto, answer_of
):
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="accepted", copies=10, by=ward_officer)
    close(item=pamphlet, by=officer, although_silent=True)
    write_mails()
    told = set(OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_closed").values_list("to", flat=True))
    assert told == {minato_officer.email, minato_officer.section.mailbox}


def test_pamphlet_withdrawn_tells_all_but_those_who_declined(
    officer, ward_officer, minato_officer, pamphlet, koto, answer_of
):
    answer_pamphlet(answer=answer_of(pamphlet, koto), state="declined", remark="棚なし", by=ward_officer)
    withdraw_pamphlet(pamphlet=pamphlet, by=officer, reason="中止です。")
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_withdrawn")
    assert {mail.to for mail in mails} == {minato_officer.email, minato_officer.section.mailbox}
    assert "中止です。" in mails[0].body
