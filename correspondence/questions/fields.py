"""A form field for each kind of question."""

from collections.abc import Callable

from django import forms
from django.utils.html import escape, format_html

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseDecimalField, TextField
from correspondence.questions.kinds import NUMBER_DIGITS, NUMBER_PLACES, Kind

MOST_RADIOS = 10  # more choices than this stand in a select
LONGEST_TEXT = 2000
NOT_OFFERED = "選択肢の中から選んでください。"


def field_of(question, *, number: int, required: bool) -> forms.Field:
    """The field of a question of any kind but FILE; `number` is its place on the page."""
    said = {"label": f"問{number} {question.label}", "required": required and question.required}
    field = _MAKERS[question.kind](question, said)
    # a date keeps its example where the question says nothing itself
    field.help_text = escape(question.help_text) or field.help_text  # the template trusts help texts
    field.unit = question.unit if question.kind == Kind.NUMBER else ""
    return field


def _text(question, said):
    return TextField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **said)


def _number(question, said):
    return JapaneseDecimalField(max_digits=NUMBER_DIGITS, decimal_places=NUMBER_PLACES, **said)


def _choice(question, said):
    options = [(option, option) for option in question.options]
    many = len(options) > MOST_RADIOS
    if many:
        options = [("", "選んでください"), *options]
    elif not question.required:  # a radio that was pressed cannot be let go
        options = [*options, ("", "回答しない")]
    widget = forms.Select if many else forms.RadioSelect
    return forms.ChoiceField(
        choices=options, widget=widget, error_messages={"invalid_choice": NOT_OFFERED}, **said
    )


def _multiple(question, said):
    return forms.MultipleChoiceField(
        choices=[(option, option) for option in question.options],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED},
        **said,
    )


def _date(question, said):
    return JapaneseDateField(**said)


_MAKERS: dict[str, Callable] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.MULTIPLE: _multiple,
    Kind.DATE: _date,
}


class QuestionFilesForm(AttachmentsMixin):
    """The files of one question; `before` are those of the answer so far."""

    use_required_attribute = False

    def __init__(self, *args, question, number, before, required, **kwargs):
        self.question, self.before = question, before
        self.files_required = required and question.required
        super().__init__(*args, prefix=question.key, **kwargs)
        field = self.fields["files"]
        field.label, field.required = f"問{number} {question.label}", self.files_required
        self.initial["files"] = bool(self._known)  # those kept may be enough
        if question.help_text:
            field.help_text = format_html("{} {}", question.help_text, field.help_text)
        if "kept_files" in self.fields:
            self.fields["kept_files"].label = f"問{number} 添付済みのファイル"

    def files_before(self):
        return self.before
