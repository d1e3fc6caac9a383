"""The editor of questions: all on one page, rearranged by buttons that demand nothing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django import forms

from common.fields import LineField, TextField
from correspondence.questions.kinds import Kind
from correspondence.questions.models import MOST_OPTIONS, MOST_QUESTIONS, BaseQuestion

ROW = re.compile(r"q([0-9]{1,3})-label")
COMMAND = re.compile(r"(up|down|copy|delete)-([0-9]{1,3})")
LONGEST_OPTION = 100
NAMES = ("line", "kind", "label", "help_text", "unit", "required", "options")
TOO_MANY = f"質問は{MOST_QUESTIONS}問までです。質問を減らすか、{{noun}}を分けてください。"
NONE_LEFT = "質問を1つ以上入力してください。"
NEW_ROW = dict.fromkeys(NAMES, "") | {"kind": Kind.TEXT, "required": True}


class FoldedField(LineField):
    """One line of text that is typed into a wider box; a line break in it becomes a blank."""

    def shape(self, value):
        return super().shape(" ".join(value.split("\n")))


class OptionsField(TextField):
    """Options, one a line; cleans to a list."""

    def clean(self, value):
        options = [line.strip() for line in super().clean(value).split("\n")]
        options = [option for option in options if option]
        if too_long := [option for option in options if len(option) > LONGEST_OPTION]:
            raise forms.ValidationError(
                f"選択肢は1つ{LONGEST_OPTION}文字までです。「{too_long[0][:20]}…」を短くしてください。"
            )
        if len(options) > MOST_OPTIONS:
            raise forms.ValidationError(f"選択肢は{MOST_OPTIONS}個までです(現在{len(options)}個)。")
        if doubled := _doubled(options):
            raise forms.ValidationError(f"同じ選択肢「{doubled}」が2つあります。どちらかを消してください。")
        return options

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(value)


def _doubled(options: Iterable[str]) -> str:
    """The first option that reads as one before it, also in wide letters; "" where none does."""
    seen: set[str] = set()
    for option in options:
        plain = unicodedata.normalize("NFKC", option).casefold()
        if plain in seen:
            return option
        seen.add(plain)
    return ""


class QuestionForm(forms.Form):
    """One question of the editor; its prefix is its place on the page."""

    use_required_attribute = False

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = FoldedField(label="質問", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="答え方", choices=Kind.choices)
    unit = LineField(label="単位", max_length=20, required=False, help_text="例: 人、か所、千円")
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

    def clean(self):
        data = super().clean()
        choosing = data.get("kind") in BaseQuestion.CHOOSING
        if choosing and len(data.get("options") or []) < 2 and "options" not in self.errors:
            self.add_error("options", "選択肢を2つ以上、1行に1つずつ入力してください。")
        if not choosing:
            self._errors.pop("options", None)  # nobody sees them
            data["options"] = []
        if data.get("kind") != Kind.NUMBER:
            self._errors.pop("unit", None)
            data["unit"] = ""
        return data

    @property
    def number(self) -> int:
        """Its place in the list, from 1."""
        return int(self.prefix[1:])


class QuestionsForm(forms.Form):
    """The whole page: which version it shows, a word for those who were asked, and the questions.

    `rows` are the fields of each question, typed or saved; with `data` they are judged, else only shown.
    """

    use_required_attribute = False

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
            self.questions.append(QuestionForm(posted if self.is_bound else None, initial=row, prefix=prefix))

    def clean(self):
        if len(self.questions) > MOST_QUESTIONS:
            self.add_error(None, TOO_MANY.format(noun=self.item._meta.verbose_name))
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
    return [{name: getattr(question, name) for name in NAMES} for question in item.questions.current()]


def typed_rows(data) -> list[dict]:
    """The questions as they stand in the posted page, in its order, whatever is in them."""
    found = {int(match[1]) for match in map(ROW.fullmatch, data) if match}
    return [_typed(data, number) for number in sorted(found)[: MOST_QUESTIONS + 10]]


def _typed(data, number: int) -> dict:
    row = {name: data.get(f"q{number}-{name}", "") for name in NAMES}
    line = row["line"] if re.fullmatch("[0-9]{1,6}", row["line"]) else ""
    return row | {"required": bool(row["required"]), "line": line}


def without_blank(rows: Iterable[Mapping]) -> list[Mapping]:
    """Without new questions that nobody wrote anything into."""
    words = ("line", "label", "help_text", "unit", "options")
    return [row for row in rows if any(str(row[name]).strip() for name in words)]


def rearranged(rows: list[dict], command: str) -> list[dict]:
    """The rows after 質問を加える (`add`), 上へ, 下へ, 写す, 削除 (`up-3`); others change nothing."""
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
