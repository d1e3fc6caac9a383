"""Somebody cannot log in any more: they ask, and their section's mailbox confirms it."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.mail_tokens.models import MailToken
from members.recoveries.actions import ask_recovery
from members.recoveries.models import Recovery
from members.recoveries.tasks import discard_unverified_recoveries
from tests.members.recoveries.conftest import NEW
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
ASK = "/accounts/recovery/"


@pytest.fixture
def typed(officer):
    return {"lost": "both", "email": officer.email, "name": "堺　花子", "new_email": NEW}


def test_the_page_answers_everybody(visitor, browser, officer):
    assert visitor.get(ASK).status_code == 200
    assert browser(officer).get(ASK).status_code == 200
    assert "ログインできなくなったとき" in visitor.get("/accounts/login/").content.decode()


def test_the_section_is_asked_and_the_person_told(ask, visitor, officer, typed):
    assert ask(visitor, typed).url == f"{ASK}done/"
    recovery = Recovery.objects.get()
    assert (recovery.user, recovery.state, recovery.new_email) == (officer, "unverified", NEW)
    asked = OutgoingMail.objects.get(purpose="members.recovery_asked")
    assert asked.to == officer.section.mailbox
    for fact in ("堺　花子", officer.email, NEW, "両方", "大阪府堺市", "受付番号"):
        assert fact in asked.body
    assert OutgoingMail.objects.get(purpose="members.recovery_noticed").to == officer.email
    assert AuditEntry.objects.filter(verb="members.recovery_asked").exists()


def test_the_answer_is_the_same_where_there_is_nobody(ask, visitor, officer, typed):
    known = ask(visitor, typed)
    unknown = ask(Client(), {**typed, "email": "nobody@city.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.cookies.keys() == unknown.cookies.keys()
    assert not OutgoingMail.objects.filter(to="nobody@city.example").exists()


def test_the_work_in_the_request_is_the_same_where_there_is_nobody(visitor, typed):
    visitor.post(ASK, typed)
    asked = []
    for email in (typed["email"], "nobody@city.example"):
        with CaptureQueriesContext(connection) as queries:
            visitor.post(ASK, {**typed, "email": email})
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_ended_account_is_not_recovered(ask, visitor, officer, typed):
    officer.is_active = False
    officer.save()
    assert ask(visitor, typed).url == f"{ASK}done/"
    assert not Recovery.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lost": ""}, "使えなくなったものを選んでください。"),
        ({"lost": "everything"}, "正しく選択してください"),
        ({"email": "堺"}, "name@example.lg.jp"),
        ({"email": ""}, "登録しているメールアドレスを入力してください。"),
        ({"name": "\x00"}, ""),
        ({"name": "あ" * 1000}, "60"),
        ({"new_email": ""}, "これから使うメールアドレス"),
        ({"new_email": "officer@city.example"}, "別のアドレス"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(ask, visitor, typed, change, words):
    answer = ask(visitor, {**typed, **change})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    if "lost" not in change and "name" not in change:
        assert 'value="堺　花子"' in page
    assert not Recovery.objects.exists()


def test_a_new_address_that_is_not_needed_is_dropped(ask, visitor, typed):
    ask(visitor, {**typed, "lost": "factor", "new_email": "not an address"})
    assert Recovery.objects.get().new_email == ""


def test_a_double_click_sends_one_mail(ask, visitor, typed):
    once = "7f9c24e8-3b12-4f4a-9c39-2d5c1b1f0a11"
    for _ in range(2):
        assert ask(visitor, {**typed, "idempotency_key": once}).url == f"{ASK}done/"
    assert OutgoingMail.objects.filter(purpose="members.recovery_asked").count() == 1


def test_asking_again_renews_the_row_and_the_link(ask, visitor, typed, last_mail):
    ask(visitor, typed)
    _, first, _ = last_mail("recovery_asked")
    ask(visitor, {**typed, "new_email": "other@city.example"})
    _, second, _ = last_mail("recovery_asked")
    assert Recovery.objects.get().new_email == "other@city.example"
    assert visitor.get(first).status_code == 400
    assert "other@city.example" in visitor.get(second).content.decode()


def test_asking_without_end_is_stopped(ask, visitor, typed):
    for _ in range(3):
        ask(visitor, typed)
    assert ask(visitor, typed).status_code == 429


def test_the_link_shows_the_request_and_the_button_passes_it_on(
    visitor, asked, last_mail, secretariat, officer
):
    _, link, _ = last_mail("recovery_asked")
    page = visitor.get(link).content.decode()
    assert officer.email in page
    assert NEW in page
    assert Recovery.objects.get().state == "unverified"
    assert visitor.post(link).url == f"{ASK}proven/"
    assert visitor.get(f"{ASK}proven/").status_code == 200
    assert Recovery.objects.get().is_waiting
    told = OutgoingMail.objects.get(purpose="members.recovery_verified")
    assert told.to == secretariat.section.mailbox
    assert f"/members/recoveries/{asked.pk}/" in told.body
    assert "この手続きは済んでいます" in visitor.post(link).content.decode()
    assert OutgoingMail.objects.filter(purpose="members.recovery_verified").count() == 1


def test_number_and_code_pass_it_on_too(visitor, asked, last_mail):
    _, _, code = last_mail("recovery_asked")
    number = MailToken.objects.get(subject_recovery=asked).number
    assert visitor.post("/members/proof/", {"number": number, "code": code}).url == f"{ASK}proven/"


def test_ten_wrong_codes_stop_it(asked, visitor, last_mail, wrong_codes):
    wrong_codes(MailToken.objects.get(subject_recovery=asked).number, 10)
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).status_code == 400
    assert not Recovery.objects.get().is_waiting


def test_the_mail_is_sent_again(visitor, asked, last_mail):
    number = MailToken.objects.get(subject_recovery=asked).number
    visitor.post("/members/proof/resend/", {"number": number, "email": asked.mailbox})
    assert OutgoingMail.objects.filter(purpose="members.recovery_asked").count() == 2
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).url == f"{ASK}proven/"


def test_the_section_of_somebody_who_left_cannot_pass_it_on(visitor, asked, last_mail, officer):
    officer.is_active = False
    officer.save()
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).status_code == 400
    assert Recovery.objects.get().state == "unverified"


def test_after_three_days_it_is_gone(visitor, asked, last_mail, waiting, make_waiting, officer, colleague):
    ask_recovery(email=colleague.email, name="x", lost="factor", new_email="")
    _, link, _ = last_mail("recovery_asked")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1)):
        assert visitor.post(link).status_code == 400
        assert by_clock(discard_unverified_recoveries) == 0
    assert list(Recovery.objects.all()) == [waiting]
