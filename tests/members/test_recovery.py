"""The way back in: asked for by anybody, vouched for by the section, decided by the secretariat."""

import datetime
import threading

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from members import actions, tasks
from members.models import MailProof, Recovery, User
from members.rules import can_decide_recovery
from office.models import Entry, Mail
from tests.conftest import PASSWORD
from tests.members.factors import give_app

pytestmark = pytest.mark.django_db
ASK = "/accounts/recovery/"
LIST = "/members/recoveries/"
NEW = "new@city.example"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def typed(officer):
    return {"lost": "both", "email": officer.email, "name": "堺　花子", "new_email": NEW}


@pytest.fixture
def asked(officer):
    return actions.ask_recovery(email=officer.email, name="堺 花子", lost="both", new_email=NEW)


@pytest.fixture
def waiting(asked):
    return actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=asked))


@pytest.fixture
def make_waiting(make_user, sakai):
    def make(count):
        have = User.objects.count()
        for n in range(have, have + count):
            person = make_user(f"person{n}@city.example", sakai, f"見本 {n}郎")
            row = actions.ask_recovery(email=person.email, name=person.name, lost="factor", new_email="")
            actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=row))

    return make


def url(recovery, verb=""):
    return f"{LIST}{recovery.pk}/{verb}"


def test_the_page_answers_everybody(visitor, browser, officer):
    assert visitor.get(ASK).status_code == 200
    assert browser(officer).get(ASK).status_code == 200
    assert "ログインできなくなったとき" in visitor.get("/accounts/login/").content.decode()


def test_the_section_is_asked_and_the_person_told(visitor, officer, typed):
    assert visitor.post(ASK, typed).url == f"{ASK}done/"
    recovery = Recovery.objects.get()
    assert (recovery.user, recovery.state, recovery.new_email) == (officer, "unproven", NEW)
    asked = Mail.objects.get(purpose="members.recovery_asked")
    assert asked.to == officer.section.mailbox
    for fact in ("堺　花子", officer.email, NEW, "両方", "大阪府堺市", "受付番号"):
        assert fact in asked.body
    assert Mail.objects.get(purpose="members.recovery_noticed").to == officer.email
    assert Entry.objects.filter(verb="members.recovery_asked").exists()


def test_the_answer_is_the_same_where_there_is_nobody(visitor, officer, typed):
    known = visitor.post(ASK, typed)
    unknown = Client().post(ASK, {**typed, "email": "nobody@city.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.cookies.keys() == unknown.cookies.keys()
    assert not Mail.objects.filter(to="nobody@city.example").exists()


def test_an_ended_account_is_not_recovered(visitor, officer, typed):
    officer.is_active = False
    officer.save()
    assert visitor.post(ASK, typed).url == f"{ASK}done/"
    assert not Recovery.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lost": ""}, "必須の項目です"),
        ({"lost": "everything"}, "正しく選択してください"),
        ({"email": "堺"}, "name@example.lg.jp"),
        ({"email": ""}, "必須の項目です"),
        ({"name": "\x00"}, ""),
        ({"name": "あ" * 1000}, "60"),
        ({"new_email": ""}, "これから使うメールアドレス"),
        ({"new_email": "officer@city.example"}, "別のアドレス"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor, typed, change, words):
    answer = visitor.post(ASK, {**typed, **change})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    if "lost" not in change and "name" not in change:
        assert 'value="堺　花子"' in page
    assert not Recovery.objects.exists()


def test_a_new_address_that_is_not_needed_is_dropped(visitor, typed):
    visitor.post(ASK, {**typed, "lost": "factor", "new_email": "not an address"})
    assert Recovery.objects.get().new_email == ""


def test_a_double_click_sends_one_mail(visitor, typed):
    once = "7f9c24e8-3b12-4f4a-9c39-2d5c1b1f0a11"
    for _ in range(2):
        assert visitor.post(ASK, {**typed, "once": once}).url == f"{ASK}done/"
    assert Mail.objects.filter(purpose="members.recovery_asked").count() == 1


def test_asking_again_renews_the_row_and_the_link(visitor, typed, last_mail):
    visitor.post(ASK, typed)
    _, first, _ = last_mail("recovery_asked")
    visitor.post(ASK, {**typed, "new_email": "other@city.example"})
    _, second, _ = last_mail("recovery_asked")
    assert Recovery.objects.get().new_email == "other@city.example"
    assert visitor.get(first).status_code == 400
    assert "other@city.example" in visitor.get(second).content.decode()


def test_asking_without_end_is_stopped(visitor, typed):
    for _ in range(3):
        visitor.post(ASK, typed)
    assert visitor.post(ASK, typed).status_code == 429


def test_the_link_shows_the_request_and_the_button_passes_it_on(
    visitor, asked, last_mail, secretariat, officer
):
    _, link, _ = last_mail("recovery_asked")
    page = visitor.get(link).content.decode()
    assert officer.email in page
    assert NEW in page
    assert Recovery.objects.get().state == "unproven"
    assert visitor.post(link).url == f"{ASK}proven/"
    assert visitor.get(f"{ASK}proven/").status_code == 200
    assert Recovery.objects.get().is_waiting
    told = Mail.objects.get(purpose="members.recovery_proven")
    assert told.to == secretariat.section.mailbox
    assert url(asked) in told.body
    assert visitor.post(link).status_code == 400


def test_number_and_code_pass_it_on_too(visitor, asked, last_mail):
    _, _, code = last_mail("recovery_asked")
    number = MailProof.objects.get(subject_recovery=asked).number
    assert visitor.post("/members/proof/", {"number": number, "code": code}).url == f"{ASK}proven/"


def test_ten_wrong_codes_stop_it(asked, visitor, last_mail, wrong_codes):
    wrong_codes(MailProof.objects.get(subject_recovery=asked).number, 10)
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).status_code == 400
    assert not Recovery.objects.get().is_waiting


def test_the_mail_is_sent_again(visitor, asked, last_mail):
    number = MailProof.objects.get(subject_recovery=asked).number
    visitor.post("/members/proof/resend/", {"number": number, "email": asked.mailbox})
    assert Mail.objects.filter(purpose="members.recovery_asked").count() == 2
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).url == f"{ASK}proven/"


def test_the_section_of_somebody_who_left_cannot_pass_it_on(visitor, asked, last_mail, officer):
    officer.is_active = False
    officer.save()
    _, link, _ = last_mail("recovery_asked")
    assert visitor.post(link).status_code == 400
    assert Recovery.objects.get().state == "unproven"


def test_after_three_days_it_is_gone(visitor, asked, last_mail, waiting, make_waiting, officer, colleague):
    actions.ask_recovery(email=colleague.email, name="x", lost="factor", new_email="")
    _, link, _ = last_mail("recovery_asked")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1)):
        assert visitor.post(link).status_code == 400
        assert tasks.discard_unproven(0) == 1
    assert list(Recovery.objects.all()) == [waiting]


def test_who_sees_the_queue(
    visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, waiting
):
    assert visitor.get(LIST).status_code == 302
    assert visitor.get(url(waiting)).status_code == 302
    for person in (officer, colleague, reader, stranger, ward_officer):
        assert browser(person).get(LIST).status_code == 403
        assert browser(person).get(url(waiting)).status_code == 404
    assert browser(secretariat).get(LIST).status_code == 200
    assert browser(secretariat).get(url(waiting)).status_code == 200
    assert browser(secretariat).get("/admin/members/recovery/").status_code == 200


@pytest.mark.parametrize("verb", ["approve/", "decline/"])
def test_who_decides(
    verb, visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, waiting
):
    assert visitor.post(url(waiting, verb), {"reason": "x"}).status_code == 302
    for person in (officer, colleague, reader, stranger, ward_officer):
        assert browser(person).post(url(waiting, verb), {"reason": "x"}).status_code == 404
    assert browser(secretariat).get(url(waiting, verb)).status_code == 405
    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert browser(secretariat).post(url(waiting, verb), {"reason": "x"}).url == url(waiting)
    waiting.refresh_from_db()
    assert waiting.decided_by == secretariat


def test_the_list_costs_the_same_for_one_and_three(
    browser, secretariat, make_waiting, django_assert_num_queries
):
    client = browser(secretariat)
    make_waiting(1)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    make_waiting(2)
    with django_assert_num_queries(5):
        page = client.get(LIST).content.decode()
    assert page.count("見本 ") == 3
    assert page.count("新着") == 3


def test_the_page_shows_what_to_check(browser, secretariat, colleague, waiting, officer):
    give_app(officer)
    page = browser(secretariat).get(url(waiting)).content.decode()
    for fact in (
        "03-0000-0000",
        "登録と一致",
        NEW,
        "認証アプリ",
        colleague.email,
        "部署の確認",
        officer.email,
    ):
        assert fact in page
    waiting.name = "別の人"
    waiting.save()
    assert "登録と不一致" in browser(secretariat).get(url(waiting)).content.decode()


def test_the_desk_and_my_page_count_them(browser, secretariat, waiting):
    assert "ログインの回復" in browser(secretariat).get("/members/desk/").content.decode()
    assert "審査を待つログインの回復" in browser(secretariat).get("/mypage/").content.decode()


def test_approving_changes_address_and_factor_and_ends_what_was_open(
    visitor, browser, secretariat, officer, waiting, last_mail
):
    visitor.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    give_app(officer)
    EmailAddress.objects.create(user=officer, email="thief@city.example")
    browser(secretariat).post(url(waiting, "approve/"))
    officer.refresh_from_db()
    assert officer.email == NEW
    assert not officer.has_usable_password()
    assert not Authenticator.objects.filter(user=officer).exists()
    assert not EmailAddress.objects.filter(user=officer).exists()
    assert visitor.get("/mypage/").status_code == 302
    approved = Mail.objects.filter(purpose="members.recovery_approved")
    assert {mail.to for mail in approved} == {"officer@city.example", officer.section.mailbox}
    assert all(NEW in mail.body for mail in approved)
    mail, link, _ = last_mail("user_invited")
    assert mail.to == NEW
    assert mail.subject.startswith("パスワードを設定し直してください")
    for verb in ("members.recovery_approved", "members.user_recovered"):
        assert Entry.objects.get(verb=verb, by=secretariat).facts["changes"]["メールアドレス"][1] == NEW
    back = Client()
    back.post(link)
    back.post("/members/proof/password/", {"password1": "again-renkei-26", "password2": "again-renkei-26"})
    assert SESSION_KEY in back.session


@pytest.mark.parametrize(("lost", "new_email"), [("address", NEW), ("factor", "")])
def test_approving_touches_only_what_was_lost(secretariat, officer, lost, new_email):
    row = actions.ask_recovery(email=officer.email, name="堺 花子", lost=lost, new_email=new_email)
    row = actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=row))
    give_app(officer)
    actions.approve_recovery(recovery=row, by=secretariat)
    officer.refresh_from_db()
    assert officer.second_factors.exists() is (lost == "address")
    assert officer.email == (new_email or "officer@city.example")


def test_an_address_that_somebody_has_is_refused(browser, secretariat, waiting, make_user, sakai):
    make_user(NEW, sakai)
    page = browser(secretariat).post(url(waiting, "approve/"), follow=True).content.decode()
    assert "別の担当者が使っています" in page
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_declining_needs_a_reason_and_tells_it(browser, secretariat, waiting, officer):
    answer = browser(secretariat).post(url(waiting, "decline/"), {"reason": ""})
    assert answer.status_code == 400
    browser(secretariat).post(url(waiting, "decline/"), {"reason": "電話で確かめられませんでした。"})
    waiting.refresh_from_db()
    assert waiting.state == "declined"
    declined = Mail.objects.filter(purpose="members.recovery_declined")
    assert {mail.to for mail in declined} == {officer.email, officer.section.mailbox, NEW}
    assert all("電話で確かめられませんでした。" in mail.body for mail in declined)
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_nobody_decides_his_own(browser, secretariat, make_user, secretariat_body):
    row = actions.ask_recovery(email=secretariat.email, name="x", lost="factor", new_email="")
    row = actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=row))
    assert "あなたは審査できません" in browser(secretariat).get(url(row)).content.decode()
    for verb in ("approve/", "decline/"):
        assert browser(secretariat).post(url(row, verb), {"reason": "x"}).status_code == 403
    with pytest.raises(actions.Refused):
        actions.approve_recovery(recovery=row, by=secretariat)
    other = make_user("other@city.example", secretariat_body)
    assert browser(other).post(url(row, "approve/")).url == url(row)
    row.refresh_from_db()
    assert row.state == "approved"


def test_an_administrator_is_recovered_by_an_administrator_only(secretariat, officer, waiting):
    waiting.user.is_superuser = True
    assert not can_decide_recovery(secretariat, waiting)
    secretariat.is_superuser = True
    assert can_decide_recovery(secretariat, waiting)


def test_decided_twice_is_told(browser, secretariat, waiting, make_user, secretariat_body):
    actions.approve_recovery(recovery=waiting, by=secretariat)
    other = make_user("other@city.example", secretariat_body)
    for verb in ("approve/", "decline/"):
        page = browser(other).post(url(waiting, verb), {"reason": "x"}, follow=True).content.decode()
        assert "事務 五子さんが先に" in page
    assert Mail.objects.filter(purpose="members.user_invited").count() == 1


def test_one_that_nobody_vouched_for_is_not_decided(secretariat, asked):
    with pytest.raises(actions.Refused):
        actions.approve_recovery(recovery=asked, by=secretariat)


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_wins(secretariat, make_user, secretariat_body, waiting):
    other = make_user("other@city.example", secretariat_body)
    start, won, told = threading.Barrier(2), [], []

    def decide(action, **facts):
        start.wait()
        try:
            action(recovery=waiting, **facts)
            won.append(action)
        except actions.Refused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=[actions.approve_recovery], kwargs={"by": secretariat}),
        threading.Thread(target=decide, args=[actions.decline_recovery], kwargs={"by": other, "reason": "x"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == len(told) == 1
    assert "先に" in told[0]


def row(officer, **facts):
    fields = {
        "user": officer,
        "lost": "factor",
        "name": "x",
        "email": officer.email,
        "mailbox": "a@b.example",
    }
    return Recovery(**{**fields, **facts})


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"lost": "address"}, "recovery_new_email_with_address"),
        ({"new_email": NEW}, "recovery_new_email_with_address"),
        ({"state": "waiting"}, "recovery_proven_at_with_state"),
        ({"state": "approved", "proven_at": timezone.now()}, "recovery_decided_whole"),
        ({"reason": "x"}, "recovery_reason_with_declined"),
    ],
)
def test_what_no_row_may_be(officer, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row(officer, **facts).save()


def test_one_open_row_a_person(officer, asked):
    with pytest.raises(IntegrityError, match="recovery_one_open_per_user"), transaction.atomic():
        row(officer).save()
