"""What is typed on the way from a draft to those who are asked: approval, returning, the setting."""

from django import forms

from common.fields import TextField
from correspondence.drafts.forms import VersionForm


class ApprovalForm(VersionForm):
    note = TextField(
        label="代表担当者への連絡",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="承認を求めるメールに載ります。500文字まで。",
    )


class ReturnForm(forms.Form):
    reason = TextField(
        label="差し戻す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="直してほしい点を書いてください。承認を求めた担当者にメールで知らせます。",
    )


class ApprovalRuleForm(forms.Form):
    needs_approval = forms.BooleanField(required=False)

    def __init__(self, *args, noun: str, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["needs_approval"]
        field.label = f"代表担当者の承認を受けてから{noun}を出す"
        field.help_text = (
            f"チェックを入れると、担当が{noun}を出す前に代表担当者の承認が必要になります。"
            f"代表担当者本人が出す{noun}に承認は要りません。"
        )
