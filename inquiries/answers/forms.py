"""The form on which an organisation answers an inquiry: one field for each question, in its order."""

from django import forms

from common.fields import TextField
from correspondence.questions.answer_forms import AnswerFieldsForm, VersionsForm
from inquiries.answers.actions import OTHER_QUESTIONS


class NoneForm(VersionsForm):
    """該当なし, with a word why."""

    remark = TextField(
        label="備考", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="該当がない理由などを書けます。",
    )  # fmt: skip
    prefix = "none"
    other_questions = OTHER_QUESTIONS
    stale_message = "{name}さんが先に保存しました。上の内容を確かめてから、もう一度押してください。"


class AnswerForm(AnswerFieldsForm, VersionsForm):
    other_questions = OTHER_QUESTIONS

    def __init__(self, *args, answer, **kwargs):
        super().__init__(*args, answer=answer, remark=answer.remark, **kwargs)


class ReturnForm(forms.Form):
    use_required_attribute = False
    prefix = "return"
    note = TextField(
        label="差し戻す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="直してほしいところを書いてください。確認を求めた人にメールで届きます。",
    )
