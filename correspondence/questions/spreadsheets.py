"""The answers to typed questions as sheets (結果のExcel): answers, questions with all versions, numbers."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from common.attachments.queries import files_of_many
from common.japanese_calendar import wareki
from common.spreadsheets.writing import Sheet
from correspondence.questions.columns import TableColumn
from correspondence.questions.counts import Counted, Figures, counted
from correspondence.questions.kinds import Kind, Stored, cells_of
from correspondence.questions.models import of_item, stored_columns, value_model_of
from correspondence.questions.tables import ANSWERED, Column, columns_of

BATCH = 200  # answers read at once
ABOUT = [
    "団体コード",
    "都道府県",
    "団体",
    "種別",
    "状態",
    "回答日時",
    "期限後",
    "回答した質問",
    "回答した部署",
]
QUESTIONS = ["番号", "質問", "補足", "答え方", "単位", "必須", "選択肢", "表の列", "版", "いまの質問"]
TABLE = ["団体コード", "都道府県", "団体", "回答した質問", "行"]
COUNTS = ["番号", "質問", "単位", "版", "いまの質問", "項目", "値", "割合（%）"]


def answers_sheet(item, answers: QuerySet, *, with_names: bool) -> Sheet:
    """One row an organisation; who wrote it only for those who asked (`with_names`)."""
    columns = columns_of(item)
    who = ["回答者"] if with_names else []
    header = [*ABOUT, *who, *(title for column in columns for title in column.titles), "備考"]
    return Sheet("回答", header, _answer_rows(item, columns, answers, with_names), (0,))


def _answer_rows(item, columns, answers, with_names) -> Iterator[list]:
    keys = list(answers.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        batch = list(answers.filter(pk__in=keys[first : first + BATCH]))
        values = _values_of(value_model_of(item), batch, columns)
        for answer in batch:
            of_item(answer, item)
            found = values.get(answer.pk, {})
            who = [answer.answered_by_name] if with_names else []
            remark = "" if answer.is_owed else answer.remark  # what is drafted is nobody else's business
            cells = (cell for c in columns for cell in found.get(c.number) or [None] * len(c.titles))
            yield [*_about(answer), *who, *cells, remark]


def _about(answer) -> list:
    organization = answer.organization
    code = organization.local_government.code if organization.local_government_id else ""
    told = f"{answer.get_relayed_via_display()}で聞き取り" if answer.relayed_by_id else ""
    of_which = "" if answer.is_owed else "変更前の質問" if answer.is_of_earlier_questions else "いまの質問"
    return [
        code, organization.prefecture, organization.full_name, organization.get_kind_display(),
        answer.get_state_display(), answer.answered_at, "期限後" if answer.is_late else "", of_which,
        "、".join(filter(None, [answer.answered_section_name, told])),
    ]  # fmt: skip


def _values_of(model, answers: list, columns: list[Column]) -> dict[int, dict]:
    """{answer's key: {問1: its cells}}, of given answers alone; two queries.

    Bare columns, not objects: 1,788 answers to 50 questions have 89,400 values.
    """
    places = {question.pk: (column, question) for column in columns for question in column.versions}
    given = [answer.pk for answer in answers if answer.state == ANSWERED]
    found: dict[int, dict] = {}
    with_files = []
    rows = model.objects.filter(answer__in=given, question__in=places).order_by()
    for pk, answer, key, *stored in rows.values_list("pk", "answer_id", "question_id", *stored_columns()):
        column, question = places[key]
        if question.kind == Kind.FILE:
            with_files.append((model(pk=pk, answer_id=answer), column.number))
        cells = cells_of(question.kind, question.unit, Stored(*stored), len(column.titles))
        found.setdefault(answer, {})[column.number] = cells
    files = files_of_many([value for value, _ in with_files])
    for value, number in with_files:
        found[value.answer_id][number][0] = "\n".join(file.name for file in files[value.pk])
    return found


def table_sheets(item, answers: QuerySet) -> Iterator[Sheet]:
    """For each question that asks for a table a sheet of its rows; columns of earlier versions come last."""
    for column in columns_of(item):
        versions = {question.pk: question for question in column.versions if question.kind == Kind.TABLE}
        if versions:
            places = _places_of(versions.values())
            now = {_key(each) for each in column.question.table_columns}
            titles = [title if key in now else f"{title}（変更前）" for key, title in places.items()]
            rows = _table_rows(item, versions, list(places), answers)
            yield Sheet(column.number, [*TABLE, *titles], rows, (0,))


def _key(column: TableColumn) -> tuple:
    return column.name, column.kind, column.unit


def _places_of(versions: Iterable) -> dict[tuple, str]:
    """{what makes a column the same in every version: its heading}, the newest version first."""
    return {_key(each): each.title for question in versions for each in question.table_columns}


def _table_rows(item, versions: dict, keys: list[tuple], answers: QuerySet) -> Iterator[list]:
    given = list(answers.filter(state=ANSWERED).values_list("pk", flat=True))
    values = value_model_of(item).objects.filter(question__in=versions).order_by()
    for first in range(0, len(given), BATCH):
        batch = answers.filter(pk__in=given[first : first + BATCH])
        rows = values.filter(answer__in=given[first : first + BATCH])
        found = {answer: rest for answer, *rest in rows.values_list("answer_id", "question_id", "rows")}
        for answer in batch:
            question, lines = found.get(answer.pk, (None, []))
            for number, line in enumerate(lines, 1):
                columns = versions[question].table_columns
                cells = {_key(c): c.sheet_cell(cell) for c, cell in zip(columns, line, strict=True)}
                which = "いまの質問" if versions[question].retired_in is None else "変更前の質問"
                about = _about(of_item(answer, item))[:3]
                yield [*about, which, number, *(cells.get(key) for key in keys)]


def questions_sheet(item) -> Sheet:
    """Every version of every question."""
    rows = (
        [
            column.number, question.label, question.help_text, question.get_kind_display(), question.unit,
            question.required, "、".join(question.options),
            "、".join(c.in_words for c in question.table_columns), question.version,
            question.retired_in is None,
        ]
        for column in columns_of(item)
        for question in column.versions
    )  # fmt: skip
    return Sheet("質問", QUESTIONS, rows)


def counts_sheet(item, fewest: int = 0) -> Sheet:
    """`fewest` as in `counted`."""
    rows = (row for it in counted(item, fewest) for row in _count_rows(it))
    return Sheet("集計", COUNTS, rows)


def _count_rows(it: Counted) -> Iterator[list]:
    for figures in (it.now, *it.earlier):
        question = figures.question
        about = [
            it.column.number,
            question.label,
            question.unit,
            question.version,
            question.retired_in is None,
        ]
        for label, value, percent in _items(figures):
            yield [*about, label, value, percent]


def _items(figures: Figures) -> Iterator[tuple]:
    if figures.is_hidden:
        yield ("回答した団体が少ないため表示しません", None, None)
        return
    yield ("回答した団体", figures.answered, None)
    for share in figures.shares:
        yield (share.option, share.count, share.percent)
    for label, value in figures.numbers:
        yield (label, round(value, 3), None)
    for label, day in figures.dates:
        yield (label, wareki(day), None)
    yield from _numbers_of_kind(figures)
    for column in figures.columns:
        for label, value, percent in _items(column):
            yield (f"{column.question.title}: {label}", value, percent)


def _numbers_of_kind(figures: Figures) -> Iterator[tuple]:
    if figures.question.kind == Kind.FILE:
        yield ("ファイルの数", figures.files, None)
    if figures.question.kind == Kind.TABLE:
        yield ("行の数", figures.rows, None)
