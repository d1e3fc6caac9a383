from django import forms

from common.fields import TextField


class CloseForm(forms.Form):
    although_silent = forms.BooleanField(label="未回答の団体があっても締め切る", required=False)


class WithdrawForm(forms.Form):
    reason = TextField(
        label="取下げの理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="照会先のすべての団体にメールで知らせます。500文字まで。",
    )
