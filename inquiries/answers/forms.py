"""The form on which an organisation answers an inquiry: one field for each question, in its order."""

from django import forms

from common.fields import TextField
from common.forms import ConcurrentEditMixin
from common.idempotency.forms import IdempotentForm
from correspondence.questions.answer_forms import AnswerFieldsForm


class VersionsForm(ConcurrentEditMixin, IdempotentForm):
    """What every form of an answer carries: versions of the answer and of the questions it was made from."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    questions_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, answer, inquiry, initial=None, **kwargs):
        versions = {"version": answer.version, "questions_version": inquiry.questions_version}
        super().__init__(*args, initial=versions | (initial or {}), **kwargs)

    def of_changed_questions(self, inquiry) -> bool:
        """Whether the questions changed since the form was opened; the next press answers the new ones."""
        if self.cleaned_data["questions_version"] == inquiry.questions_version:
            return False
        self.data = self.data.copy()
        self.data[self.add_prefix("questions_version")] = str(inquiry.questions_version)
        return True

    def _show_kept(self) -> None:
        """Nothing is uploaded in this one."""

    def clean_version(self):
        return self.cleaned_data["version"] or 0

    def clean_questions_version(self):
        return self.cleaned_data["questions_version"] or 0

    @property
    def versions(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("version", "questions_version")}


class NoneForm(VersionsForm):
    """該当なし, with a word why."""

    remark = TextField(
        label="備考", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="該当がない理由などを書けます。",
    )  # fmt: skip
    prefix = "none"
    stale_message = "{name}さんが先に保存しました。上の内容を確かめてから、もう一度押してください。"


class AnswerForm(AnswerFieldsForm, VersionsForm):
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
