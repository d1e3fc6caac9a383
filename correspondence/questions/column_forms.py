"""The columns of a table in the editor of questions: a line of fields each, at most eight."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django import forms

from common.fields import LineField, TextField
from correspondence.questions.columns import KINDS_OF_COLUMNS, MOST_COLUMNS, TableColumn
from correspondence.questions.kinds import YEN, Kind
from correspondence.questions.models import MOST_OPTIONS, BaseQuestion

LONGEST_OPTION = 100
LONGEST_NAME = 60
COLUMN_NAMES = ("name", "kind", "unit", "required", "options")
NEW_COLUMN = {"name": "", "kind": Kind.TEXT, "unit": "", "required": False, "options": ""}
NEW_TABLE = 2  # columns that a new table shows
NO_COLUMN = "表の列を1つ以上入力してください。"
TOO_MANY_COLUMNS = f"表の列は{MOST_COLUMNS}つまでです（現在%dつ）。列を減らしてください。"
SAME_COLUMN = "同じ名前の列「%s」が2つあります。どちらかの名前を変えてください。"
COMMAND = re.compile(r"column-(add|delete|up)-([0-9]{1,3})(?:-([0-9]{1,2}))?")


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
            raise forms.ValidationError(f"選択肢は{MOST_OPTIONS}個までです（現在{len(options)}個）。")
        if doubled := doubled_word(options):
            raise forms.ValidationError(f"同じ選択肢「{doubled}」が2つあります。どちらかを消してください。")
        return options

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(value)


def doubled_word(words: Iterable[str]) -> str:
    """The first word that reads as one before it, also in wide letters; "" where none does."""
    seen: set[str] = set()
    for word in words:
        plain = unicodedata.normalize("NFKC", word).casefold()
        if plain in seen:
            return word
        seen.add(plain)
    return ""


class KindForm(forms.Form):
    """A form with `kind`, `unit` and `options`, of which only those of its kind are kept."""

    use_required_attribute = False

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
            data["unit"] = YEN if data.get("kind") == Kind.MONEY else ""
        return data


class ColumnForm(KindForm):
    name = LineField(
        label="列の名前",
        max_length=LONGEST_NAME,
    )
    kind = forms.ChoiceField(label="答え方", choices=[(kind.value, kind.label) for kind in KINDS_OF_COLUMNS])
    unit = LineField(label="単位", max_length=20, required=False)
    options = OptionsField(
        label="選択肢（1行に1つ）",
        max_length=MOST_OPTIONS * (LONGEST_OPTION + 1),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = forms.BooleanField(label="必須", required=False)

    @property
    def as_json(self) -> dict:
        return TableColumn(**{name: self.cleaned_data[name] for name in COLUMN_NAMES}).as_json


def column_forms(prefix: str, columns: Iterable[Mapping], *, is_bound: bool) -> list[ColumnForm]:
    found = []
    for place, column in enumerate(columns, 1):
        key = f"{prefix}-c{place}"
        posted = {f"{key}-{name}": value for name, value in column.items()}
        found.append(ColumnForm(posted if is_bound else None, initial=column, prefix=key))
    return found


def column_problem(forms_of_columns: list[ColumnForm]) -> str:
    """What is wrong with the columns of a table as a whole; "" where nothing is."""
    if not forms_of_columns:
        return NO_COLUMN
    if len(forms_of_columns) > MOST_COLUMNS:
        return TOO_MANY_COLUMNS % len(forms_of_columns)
    doubled = doubled_word(form.cleaned_data.get("name", "") for form in forms_of_columns)
    return SAME_COLUMN % doubled if doubled else ""


def typed_columns(data, prefix: str) -> list[dict]:
    """The columns as they stand in the posted page, whatever is in them."""
    pattern = re.compile(rf"{re.escape(prefix)}-c([0-9]{{1,2}})-kind")
    found = sorted({int(match[1]) for match in map(pattern.fullmatch, data) if match})
    columns = []
    for place in found[: MOST_COLUMNS + 2]:
        column = {name: data.get(f"{prefix}-c{place}-{name}", "") for name in COLUMN_NAMES}
        columns.append(column | {"required": bool(column["required"])})
    return columns


def without_blank_columns(columns: Iterable[Mapping]) -> list[Mapping]:
    return [
        column for column in columns if any(str(column[name]).strip() for name in ("name", "unit", "options"))
    ]


def rearranged_columns(rows: list[dict], command: str) -> list[dict]:
    """The questions after 列を追加する (`column-add-3`), 削除 (`column-delete-3-2`) or 前へ of a column.

    A question that became a table gets the first columns to write into.
    """
    found = COMMAND.fullmatch(command)
    at = int(found[2]) - 1 if found else -1
    after = [row | {"columns": row["columns"] or _first_columns(row)} for row in rows]
    if 0 <= at < len(rows) and rows[at]["columns"]:
        after[at]["columns"] = _moved(rows[at]["columns"], found[1], int(found[3] or 0) - 1)
    return after


def _first_columns(row: Mapping) -> list[dict]:
    return [dict(NEW_COLUMN) for _ in range(NEW_TABLE)] if row["kind"] == Kind.TABLE else []


def _moved(columns: list[dict], deed: str, place: int) -> list[dict]:
    columns = list(columns)
    if deed == "add" and len(columns) < MOST_COLUMNS:
        columns.append(dict(NEW_COLUMN))
    elif deed == "delete" and 0 <= place < len(columns):
        del columns[place]
    elif deed == "up" and 0 < place < len(columns):
        columns.insert(place - 1, columns.pop(place))
    return columns
