from django import forms

from common.fields import TextField


class CloseForm(forms.Form):
    although_silent = forms.BooleanField(required=False)

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["although_silent"].label = f"未回答の{item.WORDS.asked}があっても終了する"


class WithdrawForm(forms.Form):
    reason = TextField(
        label="取下げの理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="依頼した相手にメールで知らせます。500文字まで。",
    )
