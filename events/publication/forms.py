"""Why it is sent back."""

from django import forms

from common.fields import TextField


class ReturnForm(forms.Form):
    note = TextField(
        label="差戻しの理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="直してほしいところを書いてください。メールで団体に届きます。",
    )
