"""A form field for each kind of question."""

from collections.abc import Callable

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseDecimalField, TextField
from common.japanese_calendar import YearOf
from common.text import COUNTERS
from correspondence.questions.kinds import MONEY_DIGITS, NUMBER_DIGITS, NUMBER_PLACES, YEN, Kind

NO_START = "開始日を入力してください。"
END_BEFORE_START = "終了日は、開始日以後の日にしてください。"
MOST_RADIOS = 10  # more choices than this stand in a select
LONGEST_TEXT = 2000
NOT_OFFERED = "選択肢の中から選んでください。"


class MoneyField(JapaneseDecimalField):
    """An amount in whole yen; 1,200円, 1,200千円 and 3.5百万円 are accepted as people write them."""

    default_error_messages = {
        "invalid": "金額を数字で入力してください（例：1200000、1,200千円、3百万円）。",
        "whole": "金額は%(limit)d桁までで入力してください。",
        "places": "1円より下は入力できません。円の単位で入力してください。",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "円の単位で入力してください。「1,200千円」「3百万円」とも書けます。")
        super().__init__(max_digits=MONEY_DIGITS, decimal_places=0, units=(YEN,), **kwargs)

    def read(self, value):
        return super().read(value.replace("¥", "").replace("￥", ""))


def _day(**said) -> JapaneseDateField:
    """A question asks for what has been or for what is to come: a day without its year is the nearer one."""
    return JapaneseDateField(year=YearOf.NEAREST, **said)


class PeriodWidget(forms.MultiWidget):
    template_name = "correspondence/questions/period.html"

    def __init__(self, attrs=None):
        super().__init__([forms.TextInput, forms.TextInput], attrs)

    def decompress(self, value):
        return value or [None, None]


class PeriodField(forms.MultiValueField):
    """Two days, the second may be open; cleans to (start, end) or None."""

    widget = PeriodWidget
    ENDS = ("開始日", "終了日")

    def __init__(self, **kwargs):
        days = _day(required=False), JapaneseDateField(required=False)
        kwargs.setdefault(
            "help_text", f"{days[0].help_text}。終わりが決まっていないときは、終了日を空にしてください。"
        )
        super().__init__(days, require_all_fields=False, **kwargs)

    def clean(self, value):
        days, errors = [], []
        for name, field, typed in zip(self.ENDS, self.fields, value or (None, None), strict=True):
            field.counted_from = days[0] if days else None  # the end is the next such day after the start
            try:
                days.append(field.clean(typed))
            except forms.ValidationError as error:
                errors += [f"{name}：{sentence}" for sentence in error.messages]
        if errors:
            raise forms.ValidationError(errors)
        return self._checked(*days)

    def _checked(self, start, end):
        if start is None and end is None:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if start is None:
            raise forms.ValidationError(NO_START)
        if end and end < start:
            raise forms.ValidationError(END_BEFORE_START)
        return start, end

    def prepare_value(self, value):
        pairs = zip(self.fields, value or (None, None), strict=True)
        return [field.prepare_value(day) for field, day in pairs]


def field_of_kind(question, *, required: bool, in_table=False) -> forms.Field:
    """Of a question or of a column of a table, where choices stand in a select."""
    if in_table and question.choices:
        return _choice(question, {"required": required}, most_radios=0)
    return _MAKERS[question.kind](question, {"required": required})


def field_of(question, *, number: int, required: bool) -> forms.Field:
    """The field of a question of any kind but FILE and TABLE; `number` is its place on the page."""
    field = field_of_kind(question, required=required and question.required)
    field.label = f"問{number} {question.label}"
    # a date keeps its example where the question says nothing itself
    field.help_text = question.help_text or field.help_text
    field.unit = question.unit
    return field


def _text(question, said):
    return TextField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), **said)


def _number(question, said):
    units = (question.unit,) if question.unit else COUNTERS
    return JapaneseDecimalField(max_digits=NUMBER_DIGITS, decimal_places=NUMBER_PLACES, units=units, **said)


def _choice(question, said, most_radios=MOST_RADIOS):
    options = [(option, option) for option in question.choices]
    many = len(options) > most_radios
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


_MAKERS: dict[str, Callable] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: lambda question, said: MoneyField(**said),
    Kind.YES_NO: _choice,
    Kind.CHOICE: _choice,
    Kind.MULTIPLE: _multiple,
    Kind.DATE: lambda question, said: _day(**said),
    Kind.PERIOD: lambda question, said: PeriodField(**said),
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
            field.help_text = f"{question.help_text} {field.help_text}"
        if "kept_files" in self.fields:
            self.fields["kept_files"].label = f"問{number} 添付済みのファイル"

    def files_before(self):
        return self.before
