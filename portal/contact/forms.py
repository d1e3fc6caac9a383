"""The form that writes to the secretariat."""

from django import forms

from common.fields import LineField, TextField
from common.idempotency.forms import IdempotentForm
from portal.contact.labels import Matter
from portal.contact.models import ContactMessage


class ContactForm(IdempotentForm, forms.Form):
    """An inquiry from anybody (お問い合わせ)."""

    matter = forms.ChoiceField(label="お問い合わせの種類", choices=Matter, widget=forms.RadioSelect)
    name = LineField(label="お名前", max_length=60)
    affiliation = LineField(
        label="所属",
        max_length=100,
        required=False,
        help_text="自治体・団体の方は、団体名と部署名を書いてください。",
    )
    email = forms.EmailField(
        label="メールアドレス",
        max_length=254,
        help_text="お返事を送る先です。",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    body = TextField(label="内容", max_length=2000)


class HandleForm(forms.Form):
    """How far the secretariat is with a message (対応)."""

    seen = forms.ChoiceField(choices=ContactMessage.State, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="状態", choices=ContactMessage.State, widget=forms.RadioSelect)
    note = TextField(
        label="対応の記録",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="電話で話したことなどを書けます。事務局だけに見えます。",
    )
