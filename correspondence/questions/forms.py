"""The editor of questions: all on one page, rearranged by buttons that demand nothing."""

import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace

from django import forms

from common.fields import LineField, TextField
from correspondence.questions.column_forms import (
    LONGEST_OPTION,
    KindForm,
    OptionsField,
    column_forms,
    column_problem,
    rearranged_columns,
    typed_columns,
    without_blank_columns,
)
from correspondence.questions.columns import MOST_COLUMNS, MOST_TABLE_COLUMNS
from correspondence.questions.kinds import Kind
from correspondence.questions.models import MOST_OPTIONS, MOST_QUESTIONS

ROW = re.compile(r"q([0-9]{1,3})-label")
COMMAND = re.compile(r"(up|down|copy|delete)-([0-9]{1,3})")
TOO_MANY_TABLES = (
    f"表の列は、全部の質問を合わせて{MOST_TABLE_COLUMNS}までです（現在%d）。"
    "列を減らすか、{noun}を分けてください。"
)
WRONG_COLUMN, IN_COLUMN = "表の列に誤りがあります。", "in_column"
NAMES = ("line", "kind", "label", "help_text", "unit", "required", "options")
TOO_MANY = f"質問は{MOST_QUESTIONS}問までです。質問を減らすか、{{noun}}を分けてください。"
NONE_LEFT = "質問を1つ以上入力してください。"
NEW_ROW = dict.fromkeys(NAMES, "") | {"kind": Kind.TEXT, "required": True, "columns": []}


class FoldedField(LineField):
    """One line of text that is typed into a wider box; a line break in it becomes a blank."""

    def shape(self, value):
        return super().shape(" ".join(value.split("\n")))


class QuestionForm(KindForm):
    """One question of the editor; its prefix is its place on the page, `columns` are those of its table."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = FoldedField(label="質問", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="答え方", choices=Kind.choices)
    unit = LineField(label="単位", max_length=20, required=False, help_text="例：人、か所、千円")
    options = OptionsField(
        label="選択肢",
        max_length=MOST_OPTIONS * (LONGEST_OPTION + 1),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"1行に1つずつ、2つから{MOST_OPTIONS}個まで入力してください。",
    )
    help_text = FoldedField(
        label="補足",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="質問の下に小さく表示します。書き方の例や、対象の期間など。",
    )
    required = forms.BooleanField(label="必ず答えてもらう", required=False)

    def __init__(self, *args, columns=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = column_forms(self.prefix, columns, is_bound=self.is_bound)

    def clean(self):
        data = super().clean()
        data["columns"] = []
        if data.get("kind") == Kind.TABLE:
            are_valid = all([column.is_valid() for column in self.columns])
            if problem := column_problem(self.columns):
                self.add_error(None, problem)
            elif not are_valid:
                self.add_error(None, forms.ValidationError(WRONG_COLUMN, code=IN_COLUMN))
            else:
                data["columns"] = [column.as_json for column in self.columns]
        return data

    @property
    def is_table(self) -> bool:
        return self["kind"].value() == Kind.TABLE

    @property
    def takes_columns(self) -> bool:
        return len(self.columns) < MOST_COLUMNS

    @property
    def column_errors(self) -> list[str]:
        """What is wrong with the columns as a whole."""
        found = self.non_field_errors().as_data() if self.is_bound else []
        return [sentence for error in found if error.code != IN_COLUMN for sentence in error.messages]

    @property
    def problems(self) -> list[SimpleNamespace]:
        """What the summary of errors lists of this question."""
        head = f"問{self.number}"
        found = [
            (f"{head} {field.label}", field.id_for_label, field.errors) for field in self.visible_fields()
        ]
        found.append((f"{head} 表の列", f"columns-{self.number}", self.column_errors))
        if self.is_table:
            found += [
                (f"{head} {place}列目 {field.label}", field.id_for_label, field.errors)
                for place, column in enumerate(self.columns, 1)
                for field in column
            ]
        return [
            SimpleNamespace(label=label, id=where, error=error)
            for label, where, errors in found
            for error in errors
        ]

    @property
    def number(self) -> int:
        """Its place in the list, from 1."""
        return int(self.prefix[1:])


class QuestionsForm(forms.Form):
    """The whole page: which version it shows, a word for those who were asked, and the questions.

    `rows` are the fields of each question, typed or saved; with `data` they are judged, else only shown.
    """

    use_required_attribute = False
    question_form = QuestionForm

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = TextField(
        label="照会先への連絡",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="質問が変わったことを知らせるメールに載ります。500文字まで。",
    )

    def __init__(self, data=None, *, item, rows: list[Mapping], initial=None):
        self.item = item
        super().__init__(data, initial={"version": item.version, **(initial or {})})
        if item.is_draft:
            del self.fields["note"]
        self.questions = []
        for number, row in enumerate(rows, 1):
            prefix = f"q{number}"
            posted = {f"{prefix}-{name}": value for name, value in row.items()}
            data_of_row = posted if self.is_bound else None
            self.questions.append(
                self.question_form(data_of_row, initial=row, prefix=prefix, columns=row.get("columns", ()))
            )

    def clean(self):
        noun = self.item._meta.verbose_name
        columns = sum(len(question.columns) for question in self.questions if question.is_table)
        if columns > MOST_TABLE_COLUMNS:
            self.add_error(None, TOO_MANY_TABLES.format(noun=noun) % columns)
        if len(self.questions) > MOST_QUESTIONS:
            self.add_error(None, TOO_MANY.format(noun=noun))
        if not self.questions and not self.item.is_draft:
            self.add_error(None, NONE_LEFT)
        return super().clean()

    def is_valid(self):
        return all([super().is_valid(), *(question.is_valid() for question in self.questions)])

    @property
    def cleaned_questions(self) -> list[dict]:
        return [question.cleaned_data for question in self.questions]

    @property
    def wrong(self) -> list[QuestionForm]:
        """The questions with something to mend, for the summary on top."""
        return [question for question in self.questions if self.is_bound and question.errors]

    def refuse_stale(self, item) -> None:
        """A colleague saved meanwhile: say so; saving this text once more goes over theirs."""
        self.data = self.data.copy()
        self.data["version"] = str(item.version)
        self.add_error(
            None,
            f"{item.saver}さんが先に保存しました。下の「保存されている質問」と見比べて直し、"
            "もう一度保存してください。",
        )


def saved_rows(item) -> list[dict]:
    """The questions as they are asked now."""
    names = (*NAMES, "columns")
    return [{name: getattr(question, name) for name in names} for question in item.questions.current()]


def typed_rows(data) -> list[dict]:
    """The questions as they stand in the posted page, in its order, whatever is in them."""
    found = {int(match[1]) for match in map(ROW.fullmatch, data) if match}
    return [_typed(data, number) for number in sorted(found)[: MOST_QUESTIONS + 10]]


def _typed(data, number: int) -> dict:
    row = {name: data.get(f"q{number}-{name}", "") for name in NAMES}
    line = row["line"] if re.fullmatch("[0-9]{1,6}", row["line"]) else ""
    columns = typed_columns(data, f"q{number}")
    return row | {"required": bool(row["required"]), "line": line, "columns": columns}


def without_blank(rows: Iterable[Mapping]) -> list[Mapping]:
    """Without new questions and columns that nobody wrote anything into."""
    words = ("line", "label", "help_text", "unit", "options")
    rows = [row | {"columns": without_blank_columns(row["columns"])} for row in rows]
    return [row for row in rows if row["columns"] or any(str(row[name]).strip() for name in words)]


def rearranged(rows: list[dict], command: str) -> list[dict]:
    """The rows after 質問を追加する (`add`), 上へ, 下へ, 複製, 削除 (`up-3`) or a button of a column."""
    rows = rearranged_columns(rows, command)
    if command == "add":
        return [*rows, dict(NEW_ROW)]
    found = COMMAND.fullmatch(command)
    if not found or not 1 <= int(found[2]) <= len(rows):
        return rows
    at, rows = int(found[2]) - 1, list(rows)
    match found[1]:
        case "copy":
            rows.insert(at + 1, rows[at] | {"line": ""})
        case "delete":
            del rows[at]
        case "up" | "down":
            to = max(at - 1, 0) if found[1] == "up" else at + 1
            rows.insert(to, rows.pop(at))
    return rows
