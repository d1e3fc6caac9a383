"""What is typed on the way from a draft to the wards: asking for approval, returning, the setting."""

from django import forms

from common.fields import TextField
from correspondence.drafts.forms import VersionForm


class ApprovalForm(VersionForm):
    note = TextField(
        label="代表への連絡",
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
    needs_approval = forms.BooleanField(
        label="代表の承認を受けてから依頼を出す",
        required=False,
        help_text="チェックを入れると、担当が依頼を出す前に代表の承認が必要になります。代表本人が出す依頼に承認は要りません。",
    )
