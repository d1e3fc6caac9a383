"""What is typed on an inquiry that was sent: its due date, further organisations, its end."""

from django import forms

from common.fields import TextField
from common.forms import DUE_HELP, AnswerDueMixin, PresetsMixin
from common.idempotency.forms import IdempotentForm
from correspondence.drafts.forms import VersionForm
from members.organizations.forms import OrganizationsField

SAME_DUE = "いまの回答期限と同じ日です。別の日を入力してください。"


class DueForm(AnswerDueMixin, VersionForm):
    note = TextField(
        label="照会先への連絡",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="回答期限の変更を知らせるメールに載ります。500文字まで。",
    )
    field_order = ["answer_due", "note", "version"]

    def __init__(self, *args, inquiry, **kwargs):
        self.inquiry = inquiry
        super().__init__(*args, initial={"version": inquiry.version}, prefix="due", **kwargs)
        self.fields["answer_due"].label = "新しい回答期限"
        self.fields["answer_due"].help_text = f"明日以後の日に変えられます。{DUE_HELP}"

    def clean_answer_due(self):
        due = super().clean_answer_due()
        if due == self.inquiry.answer_due:
            raise forms.ValidationError(SAME_DUE)
        return due


class AddForm(PresetsMixin, IdempotentForm):
    organizations = OrganizationsField(
        label="追加する団体",
        help_text="1行に1団体ずつ入力してください。大阪府堺市のように都道府県から書くか、6桁の団体コードを書いてください。",
        error_messages={"required": "追加する団体を1つ以上入力してください。"},
    )
