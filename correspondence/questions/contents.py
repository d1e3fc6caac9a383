"""An answer as people read it: each question with what was answered, and what differs between two answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from common.attachments.queries import files_of_many
from common.compiled_queries.compiled import compiled
from correspondence.questions.models import BaseAnswerValue, BaseQuestion

REPLACED = "（差し替え）"


@dataclass(frozen=True)
class Row:
    """One question with its answer; `files` are those of a question that asks for files."""

    question: BaseQuestion
    text: str = ""
    files: list = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)  # of a table

    @property
    def words(self) -> str:
        """The answer in plain text, for mails and the history."""
        if self.files:
            return "、".join(file.name for file in self.files)
        return "\n".join(_numbered(self.lines)) if self.rows else self.text

    @property
    def lines(self) -> list[str]:
        """The rows of a table, a line each; empty cells are left out."""
        names = [column.name for column in self.question.table_columns]
        return [
            "、".join(f"{name}：{cell}" for name, cell in zip(names, row, strict=True) if cell)
            for row in self.rows
        ]


def _numbered(lines: list[str], which: Iterable[int] | None = None) -> list[str]:
    places = range(len(lines)) if which is None else which
    return [f"{place + 1}行目 {lines[place]}" for place in places]


def values_of(answer) -> list[BaseAnswerValue]:
    """Its values in the order of the page, each with its `files`; two queries."""
    values = _values(answer.values.model, answer=answer.pk)
    files = files_of_many(values)
    for value in values:
        value.files = files[value.pk]
    return values


@compiled
def _values(value_model, *, answer):
    rows = value_model.objects.filter(answer=answer).select_related("question")
    return rows.order_by("question__position", "question__line")


def rows_of(values: Iterable[BaseAnswerValue]) -> list[Row]:
    """What was answered, under the questions as they were then."""
    return [Row(value.question, value.shown, value.files, value.shown_rows) for value in values]


def differences(before: Iterable[Row], after: Iterable[Row]) -> dict[str, list[str]]:
    """{問1 label: [before, after]} of the questions whose answer differs."""
    old, new = ({row.question.line: row for row in rows} for rows in (before, after))
    changes = {}
    for line in {**old, **new}:
        pair = _pair(old.get(line), new.get(line))
        if pair[0] == pair[1] and line in old and line in new and _has_other_files(old[line], new[line]):
            pair[1] += REPLACED
        if pair[0] != pair[1]:
            question = (new.get(line) or old[line]).question
            changes[f"問{question.position} {question.label}"] = pair
    return changes


def _pair(before: Row | None, after: Row | None) -> list[str]:
    """The answer before and after; of two tables only the rows that differ."""
    if not (before and after and before.rows and after.rows):
        return [row.words if row else "" for row in (before, after)]
    old, new, gone, come = before.lines, after.lines, [], []
    for tag, first, last, first_new, last_new in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone += range(first, last)
            come += range(first_new, last_new)
    return ["\n".join(_numbered(old, gone)), "\n".join(_numbered(new, come))]


def _has_other_files(before: Row, after: Row) -> bool:
    """Whether files of the same names stand there that are others."""
    return {file.pk for file in before.files} != {file.pk for file in after.files}
