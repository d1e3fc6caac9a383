from django import forms

from common.fields import TextField


class QuestionForm(forms.Form):
    """What a ward wants to know before it answers."""

    text = TextField(
        label="問い合わせの内容",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例：1箱の大きさと重さを教えてください。",
    )


class QuestionReplyForm(forms.Form):
    """What the asking organisation says to it."""

    reply = TextField(label="返事", max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}))
