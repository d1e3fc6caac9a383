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
    him = person("passkey")
    wire = him.context.new_cdp_session(him.page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    him.log_in(officer.email)
    him.open("/accounts/2fa/")
    him.press("パスキーを登録する")
    him.page.get_by_label(re.compile("^パスワード")).fill(PASSWORD)
    him.press("確認する")
    him.page.get_by_label("名前").fill("職場のパソコン")
    him.press("パスキーを登録する")
    assert "リカバリーコード" in him.text()
    key = Authenticator.objects.get(user=officer, type="webauthn")
    assert key.data["name"] == "職場のパソコン"

    him.context.clear_cookies()
    him.open("/accounts/login/")
    him.press("パスキーでログインする")
    assert him.page.url.endswith("/mypage/"), him.text()

    him.context.clear_cookies()
    him.open("/accounts/login/")
    him.page.locator("main input[name=login]").fill(officer.email)
    him.page.locator("main input[name=password]").fill(PASSWORD)
    him.press("ログインする")
    assert him.page.url.endswith("/accounts/2fa/authenticate/")
    him.press("パスキーを使う")
    assert him.page.url.endswith("/mypage/"), him.text()


@pytest.mark.parametrize("javascript", [True], ids=["javascript"], indirect=True)
def test_a_passkey_that_is_not_there_is_told_in_words(person, officer, javascript):
    him = person("no-passkey")
    wire = him.context.new_cdp_session(him.page)
    wire.send("WebAuthn.enable")
    options = {**AUTHENTICATOR, "isUserVerified": False}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    him.open("/accounts/login/")
    him.page.get_by_role("button", name="パスキーでログインする").click()
    him.page.get_by_text("パスキーの操作が取り消されたか").wait_for()


def test_somebody_who_lost_everything_comes_back(person, officer, secretariat, mail_to, settings):
    him, section, office = person("locked-out"), person("section"), person("office")
    him.open("/accounts/login/")
    him.press("ログインできなくなったとき")
    him.page.get_by_label("両方").check()
    him.field("登録しているメールアドレス").fill(officer.email)
    him.field("氏名").fill(officer.name)
    him.field("新しいメールアドレス").fill("new@city.example")
    him.press("ログインの回復を申し出る")
    assert "申出を受け付けました" in him.text()

    mail = mail_to(officer.section.mailbox, "members.recovery_asked")
    section.open(re.search(r"http\S+/members/proof/\S+", mail.body)[0])
    section.press("部署の申出として事務局へ送る")
    assert "部署の確認が済みました" in section.text()

    office.log_in(secretariat.email)
    office.open("/members/desk/")
    office.press("ログインの回復")
    office.press(officer.name)
    office.press("承認する")
    assert Recovery.objects.get().state == "approved"

    mail = mail_to("new@city.example", "members.user_invited")
    him.open(re.search(r"http\S+/members/proof/\S+", mail.body)[0])
    him.press("パスワードの設定へ進む")
    him.field("パスワード").fill("again-renkei-26")
    him.field("パスワード(確認)").fill("again-renkei-26")
    him.press("パスワードを設定してログインする")
    assert him.page.url.endswith("/mypage/")
    him.open("/accounts/sessions/")
    assert "いまの端末" in him.text()
