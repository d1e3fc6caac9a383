from django import forms

from common.fields import LineField, MailAddressField, TextField
from common.idempotency.forms import IdempotentForm
from members.recoveries.models import Recovery


class RecoveryForm(IdempotentForm, forms.Form):
    """Who cannot log in any more, and what they lost."""

    lost = forms.ChoiceField(
        label="使えなくなったもの",
        choices=Recovery.Lost,
        widget=forms.RadioSelect,
    )
    email = MailAddressField(
        label="登録しているメールアドレス",
        help_text="これまでログインに使っていたアドレスです。いまは使えないアドレスでもかまいません。",
    )
    name = LineField(label="氏名", max_length=60, help_text="担当者として登録している氏名です。")
    new_email = MailAddressField(
        label="新しいメールアドレス",
        required=False,
        help_text="アドレスが変わったとき、メールが届かないときに入力してください。これからのログインに使います。",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("lost") == Recovery.Lost.FACTOR:
            cleaned["new_email"] = ""
            self.errors.pop("new_email", None)
            return cleaned
        if "lost" in cleaned and "new_email" in cleaned and not cleaned["new_email"]:
            self.add_error("new_email", "これから使うメールアドレスを入力してください。")
        elif cleaned.get("new_email") and cleaned["new_email"] == cleaned.get("email"):
            self.add_error("new_email", "登録しているアドレスとは別のアドレスを入力してください。")
        return cleaned


class RecoveryDeclineForm(forms.Form):
    """Why a recovery is declined; section and person read it."""

    reason = TextField(
        label="見送りの理由",
        max_length=1000,
        help_text="このまま部署の共通アドレスと本人へのメールに載ります。次に何をすればよいかも書いてください。",
    )
