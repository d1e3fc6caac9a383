"""The form that answers typed questions: one field for each, in their order; what it was made from."""

from types import SimpleNamespace

from django import forms

from common.fields import TextField
from common.forms import ConcurrentEditMixin
from common.idempotency.forms import IdempotentForm
from correspondence.questions.fields import QuestionFilesForm, field_of
from correspondence.questions.kinds import Kind
from correspondence.questions.table_forms import TableForm

REMARK_HELP = "回答の前提や補足があるときに入力してください。"


class VersionsForm(ConcurrentEditMixin, IdempotentForm):
    """What every form of an answer carries: versions of the answer and of the questions it was made from."""

    use_required_attribute = False
    other_questions: str  # what is said where the questions changed meanwhile
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    questions_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, answer, item, initial=None, **kwargs):
        versions = {"version": answer.version, "questions_version": item.questions_version}
        super().__init__(*args, initial=versions | (initial or {}), **kwargs)

    def of_changed_questions(self, item) -> bool:
        """Whether the questions changed since the form was opened; the next press answers the new ones."""
        if self.cleaned_data["questions_version"] == item.questions_version:
            return False
        self.data = self.data.copy()
        self.data[self.add_prefix("questions_version")] = str(item.questions_version)
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


class AnswerFieldsForm(forms.Form):
    """`values` are the answer's values so far (with their `files`); `requires` is False for a draft.

    `more_row_in` is the key of the question whose table gets one more row.
    """

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        files=None,
        *,
        by,
        questions,
        values,
        remark,
        requires=True,
        more_row_in="",
        initial=None,
        **kwargs,
    ):
        before = {(value.question.line, value.question.kind): value for value in values}
        initial = {"remark": remark, **(initial or {})} | {
            f"q{line}": value.value
            for (line, kind), value in before.items()
            if kind not in (Kind.FILE, Kind.TABLE)
        }
        super().__init__(data, files, initial=initial, **kwargs)
        self.questions, self.file_forms, self.table_forms = questions, {}, {}
        for number, question in enumerate(questions, 1):
            if question.kind == Kind.FILE:
                value = before.get((question.line, question.kind))
                self.file_forms[question] = QuestionFilesForm(
                    data, files, by=by, question=question, number=number, required=requires,
                    before=value.files if value else [],
                )  # fmt: skip
            elif question.kind == Kind.TABLE:
                self.table_forms[question] = TableForm(
                    data, question=question, number=number, required=requires,
                    before=before.get((question.line, question.kind)),
                    more_row=question.key == more_row_in,
                )  # fmt: skip
            else:
                self.fields[question.key] = field_of(question, number=number, required=requires)
        self.fields["remark"] = TextField(
            label="備考", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=REMARK_HELP,
        )  # fmt: skip

    def is_valid(self):
        parts = [*self.file_forms.values(), *self.table_forms.values()]
        valid = all([super().is_valid(), *[part.is_valid() for part in parts]])
        if not valid:
            self._show_kept()
        return valid

    def _show_kept(self) -> None:
        """Files that arrived well come back ticked, whatever else was wrong."""
        for form in self.file_forms.values():
            form._show_kept()

    @property
    def shown_fields(self) -> list:
        """Bound fields and tables in the order of the page; a question's files stand before its upload.

        What must be answered is marked so, also where a draft was just judged without it.
        """
        found = []
        for question in self.questions:
            if question in self.table_forms:
                found.append(self.table_forms[question])
                continue
            form = self.file_forms.get(question)
            found += list(form.visible_fields()) if form else [self[question.key]]
            found[-1].field.required = question.required
        return [*found, self["remark"]]

    @property
    def summary(self) -> SimpleNamespace:
        """What the summary of errors lists, of this form and of those of its files, in the page's order."""
        fields = []
        for shown in self.shown_fields:
            fields += shown.problems if isinstance(shown, TableForm) else [shown]
        wrong = bool(self.errors) or any(shown.errors for shown in fields)
        return SimpleNamespace(
            errors=wrong,
            non_field_errors=self.non_field_errors(),
            hidden_fields=[],
            visible_fields=fields,
        )

    @property
    def values(self) -> dict:
        """{question: cleaned value}, None for files."""
        tables = {question: table.value for question, table in self.table_forms.items()}
        return {question: self.cleaned_data.get(question.key) for question in self.questions} | tables

    @property
    def stored_files(self) -> dict:
        return {question: form.stored_files for question, form in self.file_forms.items()}
