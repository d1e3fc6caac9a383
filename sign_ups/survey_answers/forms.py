"""The number that is typed by hand, and the answers."""

from django import forms

from common.fields import CodeField
from common.idempotency.forms import IdempotentForm
from correspondence.questions.fields import field_of
from sign_ups.surveys.models import Survey

NOTHING = "1つ以上の質問に答えてください。"


class SurveyCodeForm(forms.Form):
    """The number of a survey, or that of a mail (アンケートの番号)."""

    use_required_attribute = False
    code = CodeField(
        label="アンケートの番号",
        max_length=100,
        help_text="メールまたは用紙に書かれた番号です。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SurveyAnswerForm(IdempotentForm):
    """One field for each question, in their order."""

    use_required_attribute = False

    def __init__(self, *args, survey: Survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(survey.questions.current())
        for number, question in enumerate(self.questions, 1):
            self.fields[question.key] = field_of(question, number=number, required=True)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(question.key) for question in self.questions):
            self.add_error(None, NOTHING)
        return cleaned

    @property
    def values(self) -> dict:
        """{question: what was answered}, without those left out."""
        found = {question: self.cleaned_data.get(question.key) for question in self.questions}
        return {question: value for question, value in found.items() if value}
