"""The secretariat works only with a second factor; whoever has one is asked for it at every door."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from tests.conftest import PASSWORD
from tests.members.login.second_factors import app_code, code_in, give_app

pytestmark = pytest.mark.django_db
TWO_FACTORS = "/accounts/2fa/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    COUNTERS.clear()


@pytest.fixture
def required(settings):
    settings.SECRETARIAT_SECOND_FACTOR = True


@pytest.fixture
def administrator(make_user, sakai):
    person = make_user("root@city.example", sakai, "管理 者子")
    person.is_superuser = True
    person.save()
    return person


def log_in(client, person, password=PASSWORD):
    return client.post("/accounts/login/", {"login": person.email, "password": password})


@pytest.mark.parametrize(
    "path", ["/", "/mypage/", "/admin/", "/members/desk/", "/board/", "/events/", "/nothing/"]
)
def test_the_secretariat_is_led_to_its_second_factor_from(path, browser, secretariat, required):
    assert browser(secretariat).get(path).url == TWO_FACTORS


def test_what_the_secretariat_posts_without_a_second_factor_does_nothing(
    browser, secretariat, required, sakai
):
    answer = browser(secretariat).post(f"/admin/members/organization/{sakai.pk}/change/", {"name": "x"})
    assert answer.url == TWO_FACTORS
    sakai.refresh_from_db()
    assert sakai.name == "堺市"


def test_an_administrator_is_led_there_too(browser, administrator, required):
    assert browser(administrator).get("/mypage/").url == TWO_FACTORS


@pytest.mark.parametrize(
    "path",
    ["/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/", "/accounts/logout/", "/healthz"],
)
def test_pages_that_stay_open_without_it(path, browser, secretariat, required):
    assert browser(secretariat).get(path).status_code == 200


def test_the_page_says_why(browser, secretariat, officer, required):
    assert "事務局の方には、多要素認証が必要です" in browser(secretariat).get(TWO_FACTORS).content.decode()
    assert "事務局の方には" not in browser(officer).get(TWO_FACTORS).content.decode()


def test_nobody_else_is_led_there(visitor, browser, officer, ward_officer, reader, required):
    assert visitor.get("/").status_code == 200
    for person in (officer, ward_officer, reader):
        assert browser(person).get("/mypage/").status_code == 200


def test_the_demo_needs_none(browser, secretariat):
    assert browser(secretariat).get("/members/desk/").status_code == 200


def test_the_secretariat_sets_up_an_app_and_works(visitor, secretariat, required):
    log_in(visitor, secretariat)
    assert visitor.get("/mypage/").url == TWO_FACTORS
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = visitor.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    give_app(secretariat)
    assert visitor.get("/members/desk/").status_code == 200


def test_a_session_that_began_with_it_asks_no_more(visitor, secretariat, required, django_assert_num_queries):
    give_app(secretariat)
    log_in(visitor, secretariat)
    assert visitor.post("/accounts/2fa/authenticate/", {"code": app_code()}).url == "/mypage/"
    visitor.get("/accounts/recovery/done/")
    with django_assert_num_queries(2):  # session and person, nothing about factors
        visitor.get("/accounts/recovery/done/")
    visitor.get("/robots.txt")
    with django_assert_num_queries(2):
        visitor.get("/robots.txt")


def test_the_last_factor_of_the_secretariat_stays(visitor, secretariat, required):
    app = give_app(secretariat)
    log_in(visitor, secretariat)
    visitor.post("/accounts/2fa/authenticate/", {"code": app_code()})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "必要です" in visitor.post("/accounts/2fa/totp/deactivate/").content.decode()
    key = Authenticator.objects.create(user=secretariat, type="webauthn", data={"name": "予備"})
    app.delete()
    visitor.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_an_officer_may_go_without(visitor, officer, required):
    give_app(officer)
    log_in(visitor, officer)
    visitor.post("/accounts/2fa/authenticate/", {"code": app_code()})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    visitor.post("/accounts/2fa/totp/deactivate/")
    assert not officer.second_factors.exists()


def test_a_password_alone_is_not_enough(visitor, officer):
    give_app(officer)
    assert log_in(visitor, officer).url == "/accounts/2fa/authenticate/"
    assert SESSION_KEY not in visitor.session
    visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert SESSION_KEY not in visitor.session
    visitor.post("/accounts/2fa/authenticate/", {"code": app_code()})
    assert SESSION_KEY in visitor.session


def test_a_mailed_code_alone_is_not_enough(visitor, officer):
    give_app(officer)
    visitor.post("/accounts/login/code/", {"email": officer.email})
    answer = visitor.post("/accounts/login/code/confirm/", {"code": code_in(OutgoingMail.objects.get())})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert SESSION_KEY not in visitor.session


def test_a_new_password_alone_is_not_enough(visitor, officer):
    give_app(officer)
    answer = visitor.post("/accounts/password/reset/", {"email": officer.email})
    answer = visitor.post(answer.url, {"code": code_in(OutgoingMail.objects.get())})
    answer = visitor.post(answer.url, {"password1": "new-renkei-2026", "password2": "new-renkei-2026"})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert SESSION_KEY not in visitor.session


def test_an_invitation_alone_is_not_enough(visitor, invited, officer, last_mail):
    give_app(officer)
    _, link, _ = last_mail("user_invited")
    visitor.post(link)
    answer = visitor.post(
        "/members/proof/password/", {"password1": "new-renkei-2026", "password2": "new-renkei-2026"}
    )
    assert answer.url == "/accounts/2fa/authenticate/"
    assert SESSION_KEY not in visitor.session
    assert visitor.post(answer.url, {"code": app_code()}).url == "/mypage/"
    assert not OutgoingMail.objects.filter(purpose="members.user_logged_in").exists()


def test_the_server_lets_in_a_secretariat_that_locked_itself_out(secretariat, visitor, required, capsys):
    give_app(secretariat)
    log_in(visitor, secretariat)
    visitor.post("/accounts/2fa/authenticate/", {"code": app_code()})
    call_command("let_in", "SECRETARIAT@city.example")
    assert "mail sent to secretariat@city.example" in capsys.readouterr().out
    assert visitor.get("/mypage/").status_code == 302
    assert not secretariat.second_factors.exists()
    assert OutgoingMail.objects.filter(purpose="members.user_invited", to=secretariat.email).exists()
    with pytest.raises(CommandError):
        call_command("let_in", "nobody@city.example")


def test_changes_of_the_second_factor_stand_in_the_register(visitor, officer):
    log_in(visitor, officer)
    give_app(officer)
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    visitor.post("/accounts/2fa/totp/deactivate/")
    assert AuditEntry.objects.filter(verb="members.totp_deactivated", by=officer).exists()


def test_recovery_codes_are_shown_once_and_open_the_door_once(visitor, officer):
    log_in(visitor, officer)
    give_app(officer)
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    visitor.post("/accounts/2fa/recovery-codes/generate/")
    codes = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()
    shown = f"{codes[0][:4]} {codes[0][4:]}"
    assert shown in visitor.get("/accounts/2fa/recovery-codes/").content.decode()
    again = visitor.get("/accounts/2fa/recovery-codes/").content.decode()
    assert shown not in again
    assert "あと10個" in again
    other = Client()
    log_in(other, officer)
    other.post("/accounts/2fa/authenticate/", {"code": shown})
    assert SESSION_KEY in other.session
    third = Client()
    log_in(third, officer)
    third.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert SESSION_KEY not in third.session


def test_ten_wrong_codes_stop_the_second_factor(visitor, officer):
    give_app(officer)
    log_in(visitor, officer)
    for _ in range(10):
        visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    page = visitor.post("/accounts/2fa/authenticate/", {"code": app_code()}).content.decode()
    assert "受付を止めています" in page
    assert SESSION_KEY not in visitor.session


@pytest.mark.parametrize(
    ("host", "secure", "works"),
    [
        ("localhost:8000", False, True),
        ("127.0.0.1:8000", False, False),
        ("renkei.example", True, True),
        ("renkei.example", False, False),
        ("192.0.2.1", True, False),
    ],
)
def test_passkeys_are_offered_where_browsers_have_them(visitor, settings, host, secure, works):
    settings.ALLOWED_HOSTS = ["*"]
    page = visitor.get("/accounts/login/", HTTP_HOST=host, secure=secure).content.decode()
    assert ("パスキーでログインする" in page) is works
    assert ("このアドレス" in page) is not works
