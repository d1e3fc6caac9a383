from django import forms
from django.core.exceptions import ValidationError

from common.fields import CodeField, MailAddressField
from members.mail_tokens.numbers import plain_digits


class DigitsField(CodeField):
    """A code of so many digits."""

    def __init__(self, *, length, **options):
        self.length = length
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})
        )
        super().__init__(max_length=40, **options)

    def clean(self, value):
        typed = plain_digits(super().clean(value))
        if len(typed) != self.length:
            raise ValidationError(f"{self.length}桁の数字で入力してください。")
        return typed


class MailTokenForm(forms.Form):
    number = DigitsField(label="受付番号", length=8, help_text="メールに書かれた8桁の番号です。")
    code = DigitsField(label="確認コード", length=6, help_text="メールに書かれた6桁の番号です。")


class MailTokenResendForm(forms.Form):
    number = DigitsField(
        label="受付番号", length=8, help_text="申請の完了画面か、前に届いたメールに書かれた8桁の番号です。"
    )
    email = MailAddressField(
        label="メールアドレス",
        help_text="メールが届くはずのアドレス（本人のアドレス、または担当課の共通アドレス）です。",
    )
