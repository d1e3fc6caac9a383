"""allauth's forms: our own limits before those that send a code, one way to type it, the passkey."""

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError

from common.fields import CodeField, LineField
from common.versions import RowEditForm
from members.login import login_throttle


def _count_try(email: str) -> None:
    try:
        login_throttle.count_try(context.request, "mail", email)
    except login_throttle.TooManyTries as closed:
        raise ValidationError(str(closed)) from closed


class CodeRequestForm(RequestLoginCodeForm):
    def clean_email(self):
        _count_try(self.cleaned_data["email"])
        return super().clean_email()


class PasswordResetForm(ResetPasswordForm):
    def clean_email(self):
        _count_try(self.cleaned_data["email"])
        return super().clean_email()


class LoginCodeForm(ConfirmLoginCodeForm):
    code = CodeField(label="コード")


class PasswordResetCodeForm(ConfirmPasswordResetCodeForm):
    code = CodeField(label="コード")


class AddressCodeForm(ConfirmEmailVerificationCodeForm):
    """The code that a new address of one's own got."""

    code = CodeField(label="コード")


class SecondFactorForm(AuthenticateForm):
    code = CodeField(label="コード")


class SecondFactorAgainForm(ReauthenticateForm):
    code = CodeField(label="コード")


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app (認証アプリ)."""

    code = CodeField(label="アプリに表示されたコード")


class PasskeyForm(AddWebAuthnForm):
    """A passkey (パスキー): a device that proves its owner by fingerprint, face or PIN."""

    name = LineField(
        label="名前",
        required=False,
        max_length=40,
        help_text="例：職場のパソコン。あとで見分けるための名前です。",
    )
    passwordless = forms.BooleanField(
        label="パスワードを使わずに、このパスキーだけでログインする",
        required=False,
        initial=True,
        help_text="登録できないときは、チェックを外してもう一度登録してください。",
    )


class NameForm(RowEditForm):
    columns = ("name",)
    name = LineField(label="氏名", max_length=60)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, initial={"name": user.name}, **kwargs)
        self.row = user


class FirstPasswordForm(forms.Form):
    """The first password of an invited person."""

    password1 = forms.CharField(
        label="パスワード",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label="パスワード（確認）",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="同じパスワードをもう一度入力してください。",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned.get("password2") not in (None, cleaned["password1"]):
            self.add_error("password2", "2つのパスワードが一致しません。同じものを入力してください。")
        return cleaned
