from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError

from members.forms.application import AddressField
from members.proofs import digits


class DigitsField(forms.CharField):
    """Digits typed by hand: full-width digits, blanks and hyphens are forgiven."""

    def __init__(self, *, length, **options):
        self.length = length
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})
        )
        super().__init__(max_length=40, **options)

    def clean(self, value):
        typed = digits(super().clean(value))
        if len(typed) != self.length:
            raise ValidationError(f"{self.length}桁の数字で入力してください。")
        return typed


class ProofForm(forms.Form):
    number = DigitsField(label="受付番号", length=8, help_text="メールに書かれた8桁の番号です。")
    code = DigitsField(label="確認コード", length=6, help_text="メールに書かれた6桁の番号です。")


class ResendForm(forms.Form):
    number = DigitsField(
        label="受付番号", length=8, help_text="申請の完了画面か、前に届いたメールに書かれた8桁の番号です。"
    )
    email = AddressField(
        label="メールアドレス",
        help_text="メールが届くはずのアドレス(本人のアドレス、または担当課の共通アドレス)です。",
    )


class PasswordForm(forms.Form):
    """The first password of an invited person."""

    password1 = forms.CharField(
        label="パスワード",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    password2 = forms.CharField(
        label="パスワード(確認)",
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
