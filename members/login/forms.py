"""allauth's forms: our own limits before those that send a code, and the passkey in plain words."""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from members import doorkeeper
from office.fields import LineField


def _knock(email: str) -> None:
    try:
        doorkeeper.knock(context.request, "mail", email)
    except doorkeeper.Closed as closed:
        raise ValidationError(str(closed)) from closed


class CodeRequestForm(RequestLoginCodeForm):
    def clean_email(self):
        _knock(self.cleaned_data["email"])
        return super().clean_email()


class PasswordResetForm(ResetPasswordForm):
    def clean_email(self):
        _knock(self.cleaned_data["email"])
        return super().clean_email()


class PasskeyForm(AddWebAuthnForm):
    """A passkey (パスキー): a device that proves its owner by fingerprint, face or PIN."""

    name = LineField(
        label="名前",
        required=False,
        max_length=40,
        help_text="例: 職場のパソコン。あとで見分けるための名前です。",
    )
    passwordless = forms.BooleanField(
        label="パスワードを使わずに、このパスキーだけでログインする",
        required=False,
        initial=True,
        help_text="登録できないときは、チェックを外してもう一度登録してください。",
    )
