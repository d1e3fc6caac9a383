"""The form on which an organisation answers an inquiry: one field for each question, in its order."""

from types import SimpleNamespace

from django import forms

from common.fields import TextField
from common.forms import ConcurrentEditMixin
from common.idempotency.forms import IdempotentForm
from inquiries.answers.fields import QuestionFilesForm, field_of
from inquiries.questions.models import Question

REMARK_HELP = "回答の前提や補足があるときに入力してください。"


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
    overtaken = "{name}さんが先に保存しました。上の内容を確かめてから、もう一度押してください。"


class AnswerForm(VersionsForm):
    """`values` are the answer's values so far (with their `files`); `requires` is False for a draft."""

    def __init__(self, data=None, files=None, *, by, questions, values, answer, requires=True, **kwargs):
        before = {(value.question.line, value.question.kind): value for value in values}
        initial = {"remark": answer.remark} | {
            f"q{line}": value.value for (line, kind), value in before.items() if kind != Question.Kind.FILE
        }
        super().__init__(data, files, answer=answer, initial=initial, **kwargs)
        self.questions, self.file_forms = questions, {}
        for number, question in enumerate(questions, 1):
            if question.kind == Question.Kind.FILE:
                value = before.get((question.line, question.kind))
                self.file_forms[question] = QuestionFilesForm(
                    data, files, by=by, question=question, number=number, required=requires,
                    before=value.files if value else [],
                )  # fmt: skip
            else:
                self.fields[question.key] = field_of(question, number=number, required=requires)
        self.fields["remark"] = TextField(
            label="備考", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=REMARK_HELP,
        )  # fmt: skip

    def is_valid(self):
        valid = all([super().is_valid(), *[form.is_valid() for form in self.file_forms.values()]])
        if not valid:
            self._show_kept()
        return valid

    def _show_kept(self) -> None:
        """Files that arrived well come back ticked, whatever else was wrong."""
        for form in self.file_forms.values():
            form._show_kept()

    @property
    def shown_fields(self) -> list:
        """Bound fields in the order of the page; the files that a question has stand before its upload.

        What must be answered is marked so, also where a draft was just judged without it.
        """
        found = []
        for question in self.questions:
            form = self.file_forms.get(question)
            found += list(form.visible_fields()) if form else [self[question.key]]
            found[-1].field.required = question.required
        return [*found, self["remark"]]

    @property
    def summary(self) -> SimpleNamespace:
        """What the summary of errors lists, of this form and of those of its files, in the page's order."""
        wrong = bool(self.errors) or any(form.errors for form in self.file_forms.values())
        return SimpleNamespace(
            errors=wrong,
            non_field_errors=self.non_field_errors(),
            hidden_fields=[],
            visible_fields=self.shown_fields,
        )

    @property
    def values(self) -> dict:
        """{question: cleaned value}, None for files."""
        return {question: self.cleaned_data.get(question.key) for question in self.questions}

    @property
    def stored_files(self) -> dict:
        return {question: form.stored_files for question, form in self.file_forms.items()}


class ReturnForm(forms.Form):
    use_required_attribute = False
    prefix = "return"
    note = TextField(
        label="差し戻す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="直してほしいところを書いてください。確認を求めた人にメールで届きます。",
    )
