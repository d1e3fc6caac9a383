from collections.abc import Iterable, Mapping

from correspondence.questions.models import BaseQuestion


def changed_since(
    questions: Iterable[BaseQuestion], version: int
) -> list[tuple[str, BaseQuestion, list[str]]]:
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


def _details(before: BaseQuestion, after: BaseQuestion) -> list[str]:
    pairs: Mapping[str, tuple[str, str]] = {
        "質問": (before.label, after.label),
        "補足": (before.help_text, after.help_text),
        "答え方": (before.get_kind_display(), after.get_kind_display()),
        "必須": tuple("必須" if row.required else "任意" for row in (before, after)),
        "単位": (before.unit, after.unit),
        "選択肢": ("、".join(before.options), "、".join(after.options)),
        "表の列": tuple("、".join(c.in_words for c in row.table_columns) for row in (before, after)),
    }
    return [
        f"{label}：{old or 'なし'} → {new or 'なし'}" for label, (old, new) in pairs.items() if old != new
    ]
