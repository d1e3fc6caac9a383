import datetime
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.test import Client, RequestFactory

from common.kept_forms.actions import MAX_BYTES
from common.kept_forms.models import KeptForm
from common.outbox.models import OutgoingMail
from members.access.resume_after_login import KEPT_FORMS, KEY, resumes_after_login, store_form
from members.handovers.rules import can_hand_over
from members.users.models import User
from tests.members.login.second_factors import code_in

pytestmark = pytest.mark.django_db
PASSWORD = "renkei-demo-2026"


def log_in(client, person, password=PASSWORD, **query):
    return client.post("/accounts/login/", {"login": person.email, "password": password, **query})


def test_login_by_password_leads_to_my_page(visitor, officer):
    assert log_in(visitor, officer).url == "/mypage/"
    assert log_in(visitor, officer, "wrong").status_code in (200, 302)


def test_a_wrong_password_stays_outside(visitor, officer):
    answer = log_in(visitor, officer, "wrong")
    assert answer.status_code == 200
    assert SESSION_KEY not in visitor.session


def test_login_by_mail_code_goes_through_the_post_room(visitor, officer):
    visitor.post("/accounts/login/code/", {"email": officer.email})
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.facts["prefix"]) == (officer.email, "account/email/login_code")
    code = code_in(mail)
    answer = visitor.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.url == "/mypage/"


def test_password_reset_by_code_goes_through_the_post_room(visitor, officer):
    visitor.post("/accounts/password/reset/", {"email": officer.email})
    assert OutgoingMail.objects.get().facts["prefix"] == "account/email/password_reset_code"


def test_an_unknown_address_is_told_by_mail_only(visitor, officer):
    known = visitor.post("/accounts/password/reset/", {"email": officer.email})
    unknown = visitor.post("/accounts/password/reset/", {"email": "nobody@city.example"})
    assert known.url == unknown.url
    assert OutgoingMail.objects.filter(
        facts__prefix="account/email/unknown_account", to="nobody@city.example"
    ).exists()


@pytest.mark.usefixtures("no_cast")
def test_signup_is_closed_and_points_to_the_application(visitor):
    answer = visitor.post("/accounts/signup/", {"email": "a@b.example", "password1": "x", "password2": "x"})
    assert "/members/apply/" in answer.content.decode()
    assert not User.objects.exists()


def test_an_ended_account_cannot_log_in(visitor, officer):
    officer.is_active = False
    officer.save()
    log_in(visitor, officer)
    assert SESSION_KEY not in visitor.session
    assert not can_hand_over(officer, officer)


def test_an_officer_of_a_body_that_left_logs_in_and_reads_why_pages_are_closed(visitor, officer):
    officer.organization.withdrawn_on = datetime.date(2026, 1, 1)
    officer.organization.save()
    log_in(visitor, officer)
    assert SESSION_KEY in visitor.session
    assert visitor.get("/organization/").status_code == 403


def test_what_was_typed_survives_an_expired_login(visitor, officer, sakai):
    typed = {
        "introduction": "書きかけの紹介文",
        "website": "",
        "csrfmiddlewaretoken": "x",
        "password": "secret",
    }
    answer = visitor.post("/organization/edit/", typed)
    assert answer.url == "/accounts/login/?next=/organization/edit/"
    assert "secret" not in KeptForm.objects.get(pk=visitor.session[KEY]["form"]).fields
    assert log_in(visitor, officer, next="/organization/edit/").url == "/organization/edit/"
    page = visitor.get("/organization/edit/").content.decode()
    assert "書きかけの紹介文</textarea>" in page
    assert "まだ保存されていません" in page
    assert "書きかけ" not in visitor.get("/organization/edit/").content.decode()
    sakai.refresh_from_db()
    assert sakai.introduction == ""


def test_a_post_to_an_unmarked_page_returns_to_its_form_after_login(visitor, officer):
    answer = visitor.post(
        "/organization/confirm/", headers={"referer": "http://testserver/organization/confirm/?x=1"}
    )
    assert answer.url == "/accounts/login/?next=/organization/confirm/%3Fx%3D1"
    assert KEY not in visitor.session


def test_a_foreign_referer_is_no_way_back(visitor):
    answer = visitor.post("/organization/edit/", {}, headers={"referer": "https://evil.example/x"})
    assert answer.url == "/accounts/login/?next=/organization/edit/"


def test_a_foreign_next_is_ignored_at_login(visitor, officer):
    assert log_in(visitor, officer, next="https://evil.example/").url == "/mypage/"


def test_too_much_text_is_not_kept(visitor):
    visitor.post("/organization/edit/", {"introduction": "あ" * MAX_BYTES})
    assert KEY not in visitor.session


def test_forms_of_one_network_are_kept_so_often_in_an_hour(monkeypatch):
    monkeypatch.setattr(KEPT_FORMS, "by_network", "3/h")
    visitors = [Client() for _ in range(5)]
    for visitor in visitors:
        answer = visitor.post("/organization/edit/", {"introduction": "書きかけ"})
        assert answer.url == "/accounts/login/?next=/organization/edit/"
    assert [KEY in visitor.session for visitor in visitors] == [True, True, True, False, False]
    assert KeptForm.objects.count() == 3
    told = visitors[4].get("/accounts/login/").content.decode()
    assert "ログインしてから、もう一度操作してください。" in told


def test_a_browser_has_one_kept_form_at_a_time(visitor):
    for text in ("一つ目", "二つ目"):
        visitor.post("/organization/edit/", {"introduction": text})
    assert KeptForm.objects.get().pk == visitor.session[KEY]["form"]


def test_another_page_does_not_get_what_was_typed(visitor, officer):
    visitor.post("/organization/me/", {"name": "書きかけ"})
    log_in(visitor, officer)
    assert "書きかけ" not in visitor.get("/organization/edit/").content.decode()
    assert "書きかけ" in visitor.get("/organization/me/").content.decode()


def test_keeping_says_whether_there_were_files():
    request = RequestFactory().post("/board/new/", {"title": "題名"})
    request.session = {}
    assert store_form(request)
    assert request.session[KEY]["had_files"] is False
    assert resumes_after_login(log_in).resumes_after_login


def test_emails_are_unique_whatever_their_case(officer, sakai):
    assert User.objects.create_user("New@City.example", name="x").email == "new@city.example"


def test_list_of_security_keys_is_in_japanese_and_leads_to_each_key(browser, officer):
    key = Authenticator.objects.create(
        user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "机の引き出しのキー"}
    )
    page = browser(officer).get("/accounts/2fa/webauthn/").content.decode()
    assert "机の引き出しのキー" in page
    assert "まだ使われていません" in page
    assert f'href="/accounts/2fa/webauthn/keys/{key.pk}/remove/"' in page
    assert "Not used" not in page


@pytest.mark.parametrize("address", ["inactive", "password/reset/done"])
def test_pages_at_the_end_of_a_way_lead_on(visitor, address):
    page = visitor.get(f"/accounts/{address}/").content.decode()
    assert re.search(r'<main.*<a class="button[^>]*href="/(contact|accounts/login)/"', page, re.DOTALL)
