"""Questions written while the item is a draft, changed in versions once it was sent; and what is answered."""

from collections.abc import Iterable, Mapping

from django.db.models import Max

from common.attachments.actions import discard_files, release_files, replace_files
from common.attachments.queries import files_of_many
from correspondence.questions.kinds import Kind
from correspondence.questions.models import BaseAnswerValue

ASKED = ["kind", "label", "help_text", "unit", "required", "options", "columns"]

COLUMNS = [column.name for column in BaseAnswerValue._meta.fields]
ORDER = "質問の順"


def asked_of(questions: Iterable[Mapping]) -> list[dict]:
    """The fields of questions that a form cleaned, as `set_questions` takes them."""
    return [{name: row[name] for name in ASKED} for row in questions]


def is_same(item, asked: list[dict]) -> bool:
    """Whether the current questions are these, word for word."""
    return list(item.questions.current().values(*ASKED)) == asked


def set_questions(item, questions: Iterable[Mapping]) -> None:
    """Write a draft's questions anew, in this order; nobody has answered them yet."""
    item.questions.all().delete()
    item.questions.bulk_create(
        _new(item, **{**fields, "line": number, "position": number})
        for number, fields in enumerate(questions, 1)
    )


def _new(item, **fields):
    return item.questions.model(**fields, **{item.questions.field.name: item})


def rewrite(item, questions: list[Mapping]) -> dict:
    """Retire what is asked no more, make what is new; {what: [before, after]} with the number on the page.

    `questions` have the `line` of the question they stand for; new ones have none. Versions made here are of
    the item's next `questions_version`.
    """
    current = {question.line: question for question in item.questions.current()}
    number_before = {line: number for number, line in enumerate(current, 1)}
    rows, changes = [], {}
    for number, fields in enumerate(questions, 1):
        before = current.pop(fields["line"], None)
        row = _next(item, before, {name: fields[name] for name in ASKED})
        row.position = number
        rows.append((before, row))
        if row is not before:
            word = "変更" if before else "追加"
            changes[f"問{number}（{word}）"] = [in_words(before) if before else "", in_words(row)]
    for line, question in current.items():
        changes[f"問{number_before[line]}（削除）"] = [in_words(question), ""]
    kept = [before.line for before, row in rows if before]
    if not changes and kept != sorted(kept, key=number_before.get):
        changes[ORDER] = ["", "並べ替え"]
    _write(item, rows, gone=current.values())
    return changes


def _next(item, before, fields):
    """The same row where nothing changed; else its next version, or a new question."""
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    return _new(
        item,
        line=before.line if before else None,
        version=before.version + 1 if before else 1,
        since=item.questions_version + 1,
        **fields,
    )


def _write(item, rows, *, gone) -> None:
    retired = [before.pk for before, row in rows if before and row is not before]
    retired += [question.pk for question in gone]
    item.questions.filter(pk__in=retired).update(retired_in=item.questions_version + 1)
    line = item.questions.aggregate(last=Max("line"))["last"] or 0
    new = [row for before, row in rows if row is not before]
    for row in new:
        if row.line is None:
            line += 1
            row.line = line
    item.questions.bulk_update([row for before, row in rows if row is before], ["position"])
    item.questions.bulk_create(new)


def in_words(question) -> str:
    """A question on one line: 参加した人数(数、単位 人、必須)."""
    about = [question.get_kind_display()]
    if question.unit:
        about.append(f"単位 {question.unit}")
    if question.options:
        about.append(f"選択肢 {'/'.join(question.options)}")
    if question.columns:
        about.append(f"列 {'/'.join(column.in_words for column in question.table_columns)}")
    about.append("必須" if question.required else "任意")
    text = f"{question.label}（{'、'.join(about)}）"
    return f"{text} 補足: {question.help_text}" if question.help_text else text


def write_values(answer, values: Mapping, files: Mapping) -> None:
    """Put {question: cleaned value} in the place of what stood there; unnamed files are thrown away."""
    kept = {value.question_id: value for value in answer.values.select_related("question")}
    rows = {}
    for question in [*values, *(other for other in files if other not in values)]:
        rows[question] = kept.pop(question.pk, None) or answer.values.model(answer=answer, question=question)
        rows[question].put(values.get(question))
    old = [row for row in rows.values() if row.pk is not None]
    answer.values.bulk_create(row for row in rows.values() if row.pk is None)
    answer.values.bulk_update(old, COLUMNS)
    for question, row in rows.items():
        if question.kind == Kind.FILE:
            given = files.get(question, [])
            # those of the question's earlier version go over to this one
            release_files([file for file in given if file.owner_id not in (None, row.pk)])
            replace_files(given, to=row)
    for own in files_of_many(kept.values()).values():
        discard_files(own)
    answer.values.filter(pk__in=[row.pk for row in kept.values()]).delete()
