"""A code counts however it was typed: full width, with blanks or hyphens; ten tries, for an hour."""

import datetime
import re

import pytest
import time_machine
from allauth.account import app_settings
from django import forms
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from common.fields import CodeField
from common.outbox.models import OutgoingMail
from common.text import typed_code
from members.access.rate_limits import COUNTERS
from members.login import forms as login_forms
from members.mail_tokens import forms as mail_token_forms
from tests.conftest import PASSWORD
from tests.members.login.second_factors import app_code, code_in, give_app

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/login/code/confirm/"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {ord(" "): "\u3000"}
WAYS = {
    "full width": lambda code: code.translate(FULL_WIDTH),
    "without hyphen": lambda code: code.replace("-", ""),
    "blanks": lambda code: "\u3000" + " ".join(code) + " ",
    "long vowel mark": lambda code: code[:3] + "ー" + code[3:].replace("-", "ー"),
    "dashes": lambda code: code.replace("-", "−") + "–",
    "small letters": str.lower,
}


@pytest.fixture(autouse=True)
def _fresh_counters():
    COUNTERS.clear()


@pytest.fixture
def code(visitor, officer):
    visitor.post("/accounts/login/code/", {"email": officer.email})
    return code_in(OutgoingMail.objects.latest("pk"))


@pytest.mark.parametrize("way", WAYS)
def test_a_login_code(visitor, code, way):
    assert visitor.post(CONFIRM, {"code": WAYS[way](code)}).url == "/mypage/"


@pytest.mark.parametrize("way", WAYS)
def test_a_code_for_a_new_password(visitor, officer, way):
    page = visitor.post("/accounts/password/reset/", {"email": officer.email}).url
    typed = WAYS[way](code_in(OutgoingMail.objects.latest("pk")))
    assert visitor.post(page, {"code": typed}).url == reverse("account_complete_password_reset")


@pytest.mark.parametrize("way", WAYS)
def test_a_code_of_the_second_factor(visitor, officer, way):
    give_app(officer)
    visitor.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})
    assert visitor.post("/accounts/2fa/authenticate/", {"code": WAYS[way](app_code())}).url == "/mypage/"


@pytest.mark.parametrize("way", WAYS)
def test_number_and_code_of_any_other_mail(visitor, invited, last_mail, way):
    number, code = invited.number, last_mail("user_invited")[2]
    typed = {"number": WAYS[way](number), "code": WAYS[way](code)}
    assert visitor.post("/members/proof/", typed).url == "/members/proof/password/"
    invited.refresh_from_db()
    assert invited.wrong_tries == 0


def test_nine_wrong_codes_leave_one_try_and_ten_none(visitor, code):
    for _ in range(9):
        assert visitor.post(CONFIRM, {"code": "BBBB-BBBB"}).status_code == 200
    assert visitor.post(CONFIRM, {"code": code}).url == "/mypage/"


def test_ten_wrong_codes_end_it(visitor, code):
    for _ in range(10):
        visitor.post(CONFIRM, {"code": "BBBB-BBBB"})
    visitor.post(CONFIRM, {"code": code})
    assert SESSION_KEY not in visitor.session


@pytest.mark.parametrize(("minutes", "lets_in"), [(59, True), (61, False)])
def test_a_code_lives_for_an_hour(visitor, code, minutes, lets_in):
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes)):
        visitor.post(CONFIRM, {"code": code})
        assert (SESSION_KEY in visitor.session) is lets_in


def test_mail_and_page_name_the_hour_and_where_the_code_is_typed(visitor, code):
    body = OutgoingMail.objects.latest("pk").body
    assert "60分" in body
    assert CONFIRM in body
    assert "60分以内" in visitor.get(CONFIRM).content.decode()


def test_every_field_for_a_code_is_the_one_field():
    """Of our forms and of allauth's, whatever it is for."""
    kinds = ("LOGIN_BY_CODE", "PASSWORD_RESET_BY_CODE", "EMAIL_VERIFICATION_BY_CODE")
    for kind in kinds:
        assert getattr(app_settings, f"{kind}_TIMEOUT") == 60 * 60
        assert getattr(app_settings, f"{kind}_MAX_ATTEMPTS") == 10
    found = [
        field
        for module in (login_forms, mail_token_forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if re.fullmatch("code|number", name) and form.__module__ == module.__name__
    ]
    assert len(found) == 9
    assert all(isinstance(field, CodeField) for field in found)


@pytest.mark.parametrize("typed", ["１２３　４５６", "123-456", "123ー456", " 123 456 ", "123―456"])
def test_one_rule_for_all_codes(typed):
    assert typed_code(typed) == "123456"


@pytest.mark.parametrize(
    "key",
    [
        "ACCOUNT:confirm_login_code",
        "ACCOUNT:confirm_password_reset_code",
        "ACCOUNT:confirm_email_verification_code",
        "MFA:authenticate",
        "MFA:reauthenticate",
        "MFA:activate_totp",
    ],
)
def test_allauth_takes_it_for_every_code(settings, key):
    app, name = key.split(":")
    form = import_string(getattr(settings, f"{app}_FORMS")[name])
    assert isinstance(form.base_fields["code"], CodeField)
