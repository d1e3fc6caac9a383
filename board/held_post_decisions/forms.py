from django import forms

from common.fields import TextField


class ReturnForm(forms.Form):
    """Why a post was not published, and what should change."""

    remark = TextField(
        label="投稿した人への説明",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="どこを直せばよいかを書いてください。メールでそのまま届きます。1,000文字まで。",
    )
