"""A section answers from its mailbox: one link or number and code, one page, three ways."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.access.rate_limits import ANSWERS_BY_MAIL, COUNTERS
from members.confirmation_answers.actions import answer_unchanged
from members.confirmations.actions import resend_confirmation, resend_entry
from members.confirmations.models import Confirmation, ConfirmationEntry
from members.mail_tokens.actions import resend_token
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from members.sections.actions import mark_mailbox_bounced

pytestmark = pytest.mark.django_db


def test_the_link_shows_the_record_and_changes_nothing(visitor, link, entry):
    answer = visitor.get(link)
    text = answer.content.decode()
    for part in ("大阪府堺市", "企画課", "03-0000-0000", "officer@city.example", "変更はありません"):
        assert part in text
    assert "釧路" not in text
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    visitor.head(link)
    entry.refresh_from_db()
    assert not entry.is_answered
    assert MailToken.objects.get(subject_confirmation_entry=entry).used_at is None


def test_unchanged_is_one_press(visitor, link, entry, sakai):
    answer = visitor.post(link, {"answer": "unchanged"})
    assert (answer.status_code, answer.url) == (302, link)
    entry.refresh_from_db()
    sakai.refresh_from_db()
    assert (entry.state, entry.answered_by, entry.answered_name) == ("unchanged", None, "")
    assert (sakai.confirmed_at, sakai.confirmed_by) == (entry.answered_at, None)
    confirmation = Confirmation.objects.get()
    assert (confirmation.entry, confirmation.section, confirmation.by) == (entry, entry.section, None)
    assert MailToken.objects.get(subject_confirmation_entry=entry).used_at
    assert AuditEntry.objects.get(verb="members.confirmation_answered").facts["answer"] == "変更なし"


def test_afterwards_the_link_says_what_was_answered_and_nothing_of_the_record(visitor, link, entry):
    visitor.post(link, {"answer": "unchanged", "answered_name": "堺 七子"})
    text = visitor.get(link).content.decode()
    assert "回答をいただきました" in text
    assert "変更なし" in text
    for part in ("堺", "企画課", "03-0000-0000", "officer@city.example"):
        assert part not in text


def test_a_used_link_is_refused_and_the_same_press_again_is_no_error(visitor, link, entry, correcting):
    visitor.post(link, {"answer": "unchanged"})
    assert visitor.post(link, {"answer": "unchanged"}).url == link
    answer = visitor.post(link, correcting | {"corrected-telephone": "072-233-1101"})
    assert answer.status_code == 400
    assert "今回の操作は記録していません" in answer.content.decode()
    entry.section.refresh_from_db()
    assert entry.section.telephone == "03-0000-0000"
    assert Confirmation.objects.count() == 1


def test_number_and_code_lead_to_the_same_page(visitor, entry, mail_of):
    code = mail_of(entry)[2]
    number = MailToken.objects.get(subject_confirmation_entry=entry).number
    answer = visitor.post("/members/proof/", {"number": number, "code": code})
    assert answer.url == f"/members/proof/answer/{number}/"
    assert "officer@city.example" in visitor.get(answer.url).content.decode()
    assert Client().get(answer.url).url == "/members/proof/"
    assert visitor.post(answer.url, {"answer": "unchanged"}).url == answer.url
    assert "回答をいただきました" in visitor.get(answer.url).content.decode()
    again = visitor.post("/members/proof/", {"number": number, "code": code})
    assert "この手続きは済んでいます" in again.content.decode()
    assert "回答をいただいています" in again.content.decode()


def test_a_page_opened_by_code_closes_when_a_new_mail_is_sent(visitor, entry, mail_of, secretariat):
    number = MailToken.objects.get(subject_confirmation_entry=entry).number
    path = visitor.post("/members/proof/", {"number": number, "code": mail_of(entry)[2]}).url
    resend_entry(entry=entry, mailbox=entry.section.mailbox, by=secretariat)
    assert visitor.post(path, {"answer": "unchanged"}).url == "/members/proof/"
    entry.refresh_from_db()
    assert not entry.is_answered


def test_two_links_in_one_browser_never_meet(visitor, confirmation_round, sakai, kushiro, mail_of):
    entries = {entry.section.organization_id: entry for entry in confirmation_round.entries.all()}
    numbers = {}
    for key, entry in entries.items():
        number = MailToken.objects.get(subject_confirmation_entry=entry).number
        visitor.post("/members/proof/", {"number": number, "code": mail_of(entry)[2]})
        numbers[key] = number
    visitor.get(mail_of(entries[kushiro.pk])[1])
    text = visitor.get(f"/members/proof/answer/{numbers[sakai.pk]}/").content.decode()
    assert ("堺市" in text, "釧路市" in text) == (True, False)
    visitor.post(f"/members/proof/answer/{numbers[sakai.pk]}/", {"answer": "unchanged"})
    for entry in entries.values():
        entry.refresh_from_db()
    assert (entries[sakai.pk].is_answered, entries[kushiro.pk].is_answered) == (True, False)


def test_the_mail_token_of_another_organisation_answers_nothing(confirmation_round, entry, kushiro):
    foreign = MailToken.objects.get(subject_confirmation_entry__section__organization=kushiro)
    with pytest.raises(refusals.ActionRefused, match="回答できません"):
        answer_unchanged(entry=entry, mail_token=foreign)
    with pytest.raises(refusals.ActionRefused, match="回答できません"):
        answer_unchanged(entry=entry)
    entry.refresh_from_db()
    foreign.refresh_from_db()
    assert (entry.is_answered, foreign.used_at) == (False, None)


def test_an_expired_link_and_ten_wrong_codes_stop_it(visitor, link, entry, mail_of, wrong_codes):
    code = mail_of(entry)[2]
    mail_token = MailToken.objects.get(subject_confirmation_entry=entry)
    wrong_codes(mail_token.number, 10)
    for answer in (
        visitor.get(link),
        visitor.post(link, {"answer": "unchanged"}),
        visitor.post("/members/proof/", {"number": mail_token.number, "code": code}),
    ):
        assert answer.status_code == 400
        assert "10回間違えた" in answer.content.decode()
        assert "officer@city.example" not in answer.content.decode()
    MailToken.objects.update(wrong_tries=0, expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert "有効期限が切れています" in visitor.post(link, {"answer": "unchanged"}).content.decode()
    entry.refresh_from_db()
    assert not entry.is_answered


def test_a_link_lives_90_days(visitor, entry, link):
    mail_token = MailToken.objects.get(subject_confirmation_entry=entry)
    with time_machine.travel(mail_token.expires_at - datetime.timedelta(minutes=1)):
        assert visitor.get(link).status_code == 200
    with time_machine.travel(mail_token.expires_at):
        assert visitor.get(link).status_code == 400
    assert mail_token.expires_at - mail_token.created_at >= datetime.timedelta(days=89)


def test_the_section_asks_for_the_mail_again(visitor, entry, link, mail_of):
    COUNTERS.clear()
    number = MailToken.objects.get(subject_confirmation_entry=entry).number
    for email, sent in (("nobody@city.example", 0), (entry.section.mailbox, 1)):
        before = OutgoingMail.objects.count()
        visitor.post("/members/proof/resend/", {"number": number, "email": email})
        assert OutgoingMail.objects.count() - before == sent
    assert visitor.get(link).status_code == 400
    assert visitor.get(mail_of(entry)[1]).status_code == 200
    assert resend_confirmation(number=number, email=entry.section.mailbox)
    MailToken.objects.update(sendings=10)
    assert not resend_confirmation(number=number, email=entry.section.mailbox)
    MailToken.objects.update(sendings=1)
    visitor.post(mail_of(entry)[1], {"answer": "unchanged"})
    assert not resend_token(number=number, email=entry.section.mailbox)


@pytest.mark.parametrize("posted", [{}, {"answer": "waiting"}, {"answer": "\x00"}, {"answer": "x" * 5000}])
def test_no_answer_is_no_answer(visitor, link, entry, posted):
    assert visitor.post(link, posted).status_code == 400
    entry.refresh_from_db()
    assert not entry.is_answered


@pytest.mark.usefixtures("no_cast")
def test_a_closed_section_or_a_body_that_left_cannot_be_answered(visitor, link, entry, sakai, officer):
    entry.section.closed_at, entry.section.closed_by = timezone.now(), officer
    entry.section.save()
    assert "いまは登録されていません" in visitor.get(link).content.decode()
    assert ConfirmationEntry.objects.waiting().count() == 1
    assert ConfirmationEntry.objects.counted().count() == 1
    entry.section.closed_at = entry.section.closed_by = None
    entry.section.save()
    Organization.objects.filter(pk=sakai.pk).update(withdrawn_on=japanese_calendar.today())
    assert visitor.post(link, {"answer": "unchanged"}).status_code == 400


def test_answering_is_limited(visitor, link, monkeypatch):
    COUNTERS.clear()
    monkeypatch.setattr(ANSWERS_BY_MAIL, "by_key", "1/h")
    assert [visitor.post(link, {}).status_code for _ in range(2)] == [400, 429]


@pytest.mark.usefixtures("no_cast")
def test_the_organisation_is_confirmed_when_all_its_sections_have_answered(
    visitor, officer, sakai, start_round, mail_of
):
    sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    first, second = start_round().entries.order_by("section_id")
    visitor.post(mail_of(first)[1], {"answer": "unchanged"})
    sakai.refresh_from_db()
    assert sakai.confirmed_at is None
    visitor.post(mail_of(second)[1], {"answer": "unchanged"})
    sakai.refresh_from_db()
    second.refresh_from_db()
    assert sakai.confirmed_at == second.answered_at


def test_an_officer_answers_for_their_section_and_the_representative_for_all(
    browser, officer, colleague, reader, sakai, start_round, mail_of, visitor
):
    own = sakai.sections.get()
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    start_round()
    assert "登録内容の確認" in browser(colleague).get("/mypage/").content.decode()
    assert browser(reader).post("/organization/confirm/").status_code == 403
    answer = browser(colleague).post("/organization/confirm/", follow=True)
    assert "ほかの担当部署の回答を待っています: 観光課" in answer.content.decode()
    sakai.refresh_from_db()
    assert sakai.confirmed_at is None
    assert ConfirmationEntry.objects.get(section=own).answered_by == colleague
    assert not ConfirmationEntry.objects.get(section=other).is_answered
    assert 'href="/organization/confirm/"' not in browser(colleague).get("/mypage/").content.decode()
    page = browser(officer).get("/organization/confirm/").content.decode()
    assert "観光課" in page
    browser(officer).post("/organization/confirm/")
    sakai.refresh_from_db()
    assert (sakai.confirmed_by, ConfirmationEntry.objects.get(section=other).state) == (officer, "unchanged")
    assert (
        "回答をいただきました"
        in visitor.get(mail_of(ConfirmationEntry.objects.get(section=own))[1]).content.decode()
    )


def test_an_answer_from_the_mailbox_shows_that_mail_arrives(visitor, link, entry, secretariat):
    mark_mailbox_bounced(section=entry.section, by=secretariat)
    assert visitor.post(link, {"answer": "unchanged"}).status_code == 302
    entry.section.refresh_from_db()
    assert entry.section.bounced_at is None


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_answer_counts(link, entry, correcting):
    codes = []

    def press(posted):
        codes.append(Client().post(link, posted).status_code)
        connection.close()

    typed = correcting | {"corrected-telephone": "072-233-1101"}
    threads = [threading.Thread(target=press, args=[posted]) for posted in ({"answer": "unchanged"}, typed)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 400]
    assert Confirmation.objects.count() == 1
    entry.refresh_from_db()
    entry.section.refresh_from_db()
    assert (entry.section.telephone == "072-233-1101") == (entry.state == "corrected")


@pytest.mark.django_db(transaction=True)
def test_two_sections_at_once_confirm_the_organisation(officer, sakai, start_round, mail_of):
    for n in range(3):
        sakai.sections.create(name=f"観光{n}課", mailbox=f"kanko{n}@city.example")
    links = [mail_of(entry)[1] for entry in start_round().entries.all()]

    def press(link):
        Client().post(link, {"answer": "unchanged"})
        connection.close()

    threads = [threading.Thread(target=press, args=[link]) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sakai.refresh_from_db()
    assert sakai.confirmed_at == max(ConfirmationEntry.objects.values_list("answered_at", flat=True))
