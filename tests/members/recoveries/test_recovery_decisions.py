"""The secretariat decides who is let in again; two at once, one's own, somebody else's."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.mail_tokens.models import MailToken
from members.recoveries.actions import approve_recovery, ask_recovery, decline_recovery, verify_recovery
from members.recoveries.models import Recovery
from members.recoveries.rules import can_decide_recovery
from members.users.actions import end_account
from tests.conftest import PASSWORD
from tests.members.login.second_factors import give_app
from tests.members.recoveries.conftest import NEW

pytestmark = pytest.mark.django_db
LIST = "/members/recoveries/"


def url(recovery, verb=""):
    return f"{LIST}{recovery.pk}/{verb}"


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


def test_the_page_stays_cheap(browser, secretariat, waiting, django_assert_max_num_queries):
    client = browser(secretariat)
    client.get(url(waiting))
    with django_assert_max_num_queries(11):
        client.get(url(waiting))


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
    assert not UserSession.objects.filter(user=officer).exists()
    assert visitor.get("/mypage/").status_code == 302
    approved = OutgoingMail.objects.filter(purpose="members.recovery_approved")
    assert {mail.to for mail in approved} == {"officer@city.example", officer.section.mailbox}
    assert all(NEW in mail.body for mail in approved)
    mail, link, _ = last_mail("user_invited")
    assert mail.to == NEW
    assert mail.subject.startswith("パスワードを設定し直してください")
    for verb in ("members.recovery_approved", "members.user_recovered"):
        assert AuditEntry.objects.get(verb=verb, by=secretariat).facts["changes"]["メールアドレス"][1] == NEW
    back = Client()
    back.post(link)
    back.post("/members/proof/password/", {"password1": "again-renkei-26", "password2": "again-renkei-26"})
    assert SESSION_KEY in back.session


@pytest.mark.parametrize(("lost", "new_email"), [("address", NEW), ("factor", "")])
def test_approving_touches_only_what_was_lost(secretariat, officer, lost, new_email):
    row = ask_recovery(email=officer.email, name="堺 花子", lost=lost, new_email=new_email)
    row = verify_recovery(mail_token=MailToken.objects.get(subject_recovery=row))
    give_app(officer)
    approve_recovery(recovery=row, by=secretariat)
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
    declined = OutgoingMail.objects.filter(purpose="members.recovery_declined")
    assert {mail.to for mail in declined} == {officer.email, officer.section.mailbox, NEW}
    assert all("電話で確かめられませんでした。" in mail.body for mail in declined)
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_nobody_decides_their_own(browser, secretariat, make_user, secretariat_body):
    row = ask_recovery(email=secretariat.email, name="x", lost="factor", new_email="")
    row = verify_recovery(mail_token=MailToken.objects.get(subject_recovery=row))
    assert "あなたは審査できません" in browser(secretariat).get(url(row)).content.decode()
    for verb in ("approve/", "decline/"):
        assert browser(secretariat).post(url(row, verb), {"reason": "x"}).status_code == 403
    with pytest.raises(refusals.ActionRefused):
        approve_recovery(recovery=row, by=secretariat)
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
    approve_recovery(recovery=waiting, by=secretariat)
    other = make_user("other@city.example", secretariat_body)
    for verb in ("approve/", "decline/"):
        page = browser(other).post(url(waiting, verb), {"reason": "x"}, follow=True).content.decode()
        assert "事務 五子さんが先に" in page
    assert OutgoingMail.objects.filter(purpose="members.user_invited").count() == 1


def test_one_that_nobody_vouched_for_is_not_decided(secretariat, asked):
    with pytest.raises(refusals.ActionRefused):
        approve_recovery(recovery=asked, by=secretariat)


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_one_wins(secretariat, make_user, secretariat_body, waiting):
    other = make_user("other@city.example", secretariat_body)
    start, won, told = threading.Barrier(2), [], []

    def decide(action, **facts):
        start.wait()
        try:
            action(recovery=waiting, **facts)
            won.append(action)
        except refusals.ActionRefused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=[approve_recovery], kwargs={"by": secretariat}),
        threading.Thread(target=decide, args=[decline_recovery], kwargs={"by": other, "reason": "x"}),
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
        ({"lost": "address"}, "recovery_new_email_whole"),
        ({"new_email": NEW}, "recovery_new_email_whole"),
        ({"state": "waiting"}, "recovery_verified_whole"),
        ({"state": "approved", "verified_at": timezone.now()}, "recovery_decided_whole"),
        ({"reason": "x"}, "recovery_reason_whole"),
    ],
)
def test_what_no_row_may_be(officer, facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row(officer, **facts).save()


def test_one_open_row_a_person(officer, asked):
    with pytest.raises(IntegrityError, match="recovery_one_open_per_user"), transaction.atomic():
        row(officer).save()


def test_the_answer_reaches_them_though_the_account_has_ended(officer, secretariat, waiting):
    end_account(person=officer, by=secretariat, reason="異動")
    decline_recovery(recovery=waiting, by=secretariat, reason="利用は終了しています。")
    rows = OutgoingMail.objects.filter(purpose="members.recovery_declined")
    assert set(rows.values_list("to", "state")) == {
        (to, "queued") for to in (waiting.mailbox, officer.email, NEW)
    }
