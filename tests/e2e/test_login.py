"""Passkeys with a virtual authenticator, and the way back in with JavaScript on and off."""

import re

import pytest
from allauth.mfa.models import Authenticator

from members.recoveries.models import Recovery
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("javascript", [True], ids=["javascript"], indirect=True)
def test_a_passkey_is_registered_and_logs_in_alone(person, officer, javascript):
    officer_browser = person("passkey")
    wire = officer_browser.context.new_cdp_session(officer_browser.page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    officer_browser.log_in(officer.email)
    officer_browser.open("/accounts/2fa/")
    officer_browser.press("パスキーを登録する")
    officer_browser.page.get_by_label(re.compile("^パスワード")).fill(PASSWORD)
    officer_browser.press("確認する")
    officer_browser.page.get_by_label("名前").fill("職場のパソコン")
    officer_browser.press("パスキーを登録する")
    assert "リカバリーコード" in officer_browser.text()
    key = Authenticator.objects.get(user=officer, type="webauthn")
    assert key.data["name"] == "職場のパソコン"

    officer_browser.context.clear_cookies()
    officer_browser.open("/accounts/login/")
    officer_browser.press("パスキーでログインする")
    assert officer_browser.page.url.endswith("/mypage/"), officer_browser.text()

    officer_browser.context.clear_cookies()
    officer_browser.open("/accounts/login/")
    officer_browser.page.locator("main input[name=login]").fill(officer.email)
    officer_browser.page.locator("main input[name=password]").fill(PASSWORD)
    officer_browser.press("ログインする")
    assert officer_browser.page.url.endswith("/accounts/2fa/authenticate/")
    officer_browser.press("パスキーを使う")
    assert officer_browser.page.url.endswith("/mypage/"), officer_browser.text()


@pytest.mark.parametrize("javascript", [True], ids=["javascript"], indirect=True)
def test_a_passkey_that_is_not_there_is_told_in_a_sentence(person, officer, javascript):
    officer_browser = person("no-passkey")
    wire = officer_browser.context.new_cdp_session(officer_browser.page)
    wire.send("WebAuthn.enable")
    options = {**AUTHENTICATOR, "isUserVerified": False}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    officer_browser.open("/accounts/login/")
    officer_browser.page.get_by_role("button", name="パスキーでログインする").click()
    officer_browser.page.get_by_text("パスキーの操作が取り消されたか").wait_for()


def test_somebody_who_lost_everything_comes_back(person, officer, secretariat, mail_to, settings):
    officer_browser, section, office = person("locked-out"), person("section"), person("office")
    officer_browser.open("/accounts/login/")
    officer_browser.press("ログインできなくなったとき")
    officer_browser.page.get_by_label("両方").check()
    officer_browser.field("登録しているメールアドレス").fill(officer.email)
    officer_browser.field("氏名").fill(officer.name)
    officer_browser.field("新しいメールアドレス").fill("new@city.example")
    officer_browser.press("ログインの回復を申し出る")
    assert "申出を受け付けました" in officer_browser.text()

    mail = mail_to(officer.section.mailbox, "members.recovery_asked")
    section.open(re.search(r"http\S+/members/proof/\S+", mail.body)[0])
    section.press("部署の申出として事務局へ送る")
    assert "部署の確認が済みました" in section.text()

    office.log_in(secretariat.email)
    office.open("/members/desk/")
    office.press("審査する 審査を待つログインの回復")
    office.press(officer.name)
    office.press("承認する")
    assert Recovery.objects.get().state == "approved"

    mail = mail_to("new@city.example", "members.user_invited")
    officer_browser.open(re.search(r"http\S+/members/proof/\S+", mail.body)[0])
    officer_browser.press("パスワードの設定へ進む")
    officer_browser.field("パスワード").fill("again-renkei-26")
    officer_browser.field("パスワード（確認）").fill("again-renkei-26")
    officer_browser.press("パスワードを設定してログインする")
    assert officer_browser.page.url.endswith("/mypage/")
    officer_browser.open("/accounts/sessions/")
    assert "いまの端末" in officer_browser.text()
