"""An answer as people read it: each question with what was answered, and what differs between two answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from inquiries.models import AnswerValue, InquiryAnswer, Question
from office import cabinet

REPLACED = "(差し替え)"


@dataclass(frozen=True)
class Row:
    """One question with its answer; `files` are those of a question that asks for files."""

    question: Question
    text: str = ""
    files: list = field(default_factory=list)

    @property
    def words(self) -> str:
        """The answer in plain text, for mails and the history."""
        return "、".join(file.name for file in self.files) if self.files else self.text


def values_of(answer: InquiryAnswer) -> list[AnswerValue]:
    """Its values in the order of the page, each with its `files`; two queries."""
    values = list(answer.values.select_related("question").order_by("question__position", "question__line"))
    files = cabinet.files_of_many(values)
    for value in values:
        value.files = files[value.pk]
    return values


def rows_of(values: Iterable[AnswerValue]) -> list[Row]:
    """What was answered, under the questions as they were then."""
    return [Row(value.question, value.shown, value.files) for value in values]


def differences(before: Iterable[Row], after: Iterable[Row]) -> dict[str, list[str]]:
    """{問1 label: [before, after]} of the questions whose answer differs."""
    old, new = ({row.question.line: row for row in rows} for rows in (before, after))
    changes = {}
    for line in {**old, **new}:
        pair = [rows[line].words if line in rows else "" for rows in (old, new)]
        if pair[0] == pair[1] and line in old and line in new and _other_files(old[line], new[line]):
            pair[1] += REPLACED
        if pair[0] != pair[1]:
            question = (new.get(line) or old[line]).question
            changes[f"問{question.position} {question.label}"] = pair
    return changes


def _other_files(before: Row, after: Row) -> bool:
    """Whether files of the same names stand there that are others."""
    return {file.pk for file in before.files} != {file.pk for file in after.files}


def changed_since(questions: Iterable[Question], version: int) -> list[tuple[str, Question, list[str]]]:
    """(what happened, question, details) since that version of the set; `questions` are all versions."""
    questions = list(questions)
    before = {
        row.line: row
        for row in questions
        if row.since <= version and (row.retired_in is None or row.retired_in > version)
    }
    now = {row.line: row for row in questions if row.retired_in is None}
    found = [("追加", row, []) for line, row in now.items() if line not in before]
    found += [
        ("変更", row, _details(before[line], row))
        for line, row in now.items()
        if line in before and before[line].pk != row.pk
    ]
    return found + [("削除", row, []) for line, row in before.items() if line not in now]


def _details(before: Question, after: Question) -> list[str]:
    pairs: Mapping[str, tuple[str, str]] = {
        "質問": (before.label, after.label),
        "補足": (before.help_text, after.help_text),
        "答え方": (before.get_kind_display(), after.get_kind_display()),
        "必須": tuple("必須" if row.required else "任意" for row in (before, after)),
        "単位": (before.unit, after.unit),
        "選択肢": ("、".join(before.options), "、".join(after.options)),
    }
    return [
        f"{label}：{old or 'なし'} → {new or 'なし'}" for label, (old, new) in pairs.items() if old != new
    ]
