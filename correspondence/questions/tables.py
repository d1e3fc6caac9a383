"""The answers to typed questions as a table (結果の表): organisations by questions, also 1,788 of them.

Nothing is read that an organisation keeps inside: values are only those of answers that were given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Left

from common.attachments.queries import files_of_many
from common.compiled_queries.compiled import compiled
from correspondence.questions.kinds import KINDS, Kind, Stored
from correspondence.questions.models import BaseQuestion, of_item, stored_columns, value_model_of

EXCERPT = 60  # characters of a text in a cell; the whole stands on the answer's page
ANSWERED = "answered"  # the state of an answer whose values others may see

LOOKS = {  # classes of the table's cells
    Kind.TEXT: "result-table__text",
    Kind.NUMBER: "number",
    Kind.MONEY: "number",
    Kind.DATE: "result-table__date",
}


@dataclass
class Column:
    """One question through all its versions; `is_dropped` where it is asked no more."""

    number: str  # 問3, as people call it
    question: BaseQuestion  # the version asked now, or the last one
    is_dropped: bool
    versions: list[BaseQuestion] = field(default_factory=list)  # the newest first

    @property
    def look(self) -> str:
        return LOOKS.get(self.question.kind, "")

    @property
    def title(self) -> str:
        unit = f"（{self.question.unit}）" if self.question.unit else ""
        return f"{self.number} {self.question.label}{unit}{'（取りやめた質問）' if self.is_dropped else ''}"

    @property
    def titles(self) -> list[str]:
        """Headings of its cells in a spreadsheet."""
        return [f"{self.title}{end}" for end in KINDS[self.question.kind].cells]


def columns_of(item) -> list[Column]:
    """The questions as asked now, then the dropped ones that somebody answered; one query."""
    lines: dict[int, list[BaseQuestion]] = {}
    for question in _versions(type(item), value_model_of(item), item=item.pk):
        lines.setdefault(question.line, []).append(question)
    now = sorted(
        (versions for versions in lines.values() if versions[0].retired_in is None),
        key=lambda versions: (versions[0].position, versions[0].line),
    )
    gone = [v for v in lines.values() if v[0].retired_in is not None and any(q.is_used for q in v)]
    return [
        *(Column(f"問{at}", versions[0], False, versions) for at, versions in enumerate(now, 1)),
        *(Column(f"旧問{at}", versions[0], True, versions) for at, versions in enumerate(gone, 1)),
    ]


@compiled
def _versions(request_model, value_model, *, item):
    """With `is_used`: whether somebody answered it."""
    filled = Q(number__isnull=False) | Q(date__isnull=False) | ~Q(text="") | ~Q(chosen=[]) | ~Q(rows=[])
    given = value_model.objects.filter(
        Q(question__kind=Kind.FILE) | filled, question=OuterRef("pk"), answer__state=ANSWERED
    )
    questions = request_model._meta.get_field("questions")
    rows = questions.related_model.objects.filter(**{questions.field.name: item})
    return rows.annotate(is_used=Exists(given)).order_by("line", "-version")


@dataclass(slots=True)
class Cell:
    """What an organisation answered to one question, as the table shows it."""

    number: str
    text: str = ""
    files: Sequence = ()
    look: str = ""  # its class, by the kind of question
    is_earlier: bool = False  # an answer to an earlier version of the question


@dataclass(slots=True)
class Row:
    answer: object
    cells: list[Cell]


def rows_of(item, columns: list[Column], answers: Iterable) -> list[Row]:
    """The table's rows of these answers; two queries however many there are."""
    answers = list(answers)
    empty = [Cell(column.number, look=column.look) for column in columns]
    rows = {answer.pk: Row(of_item(answer, item), list(empty)) for answer in answers}
    places = {
        question.pk: (
            at,
            (column.number, column.look, question.retired_in is not None and not column.is_dropped),
            question.unit,
            KINDS[question.kind].shown,
        )
        for at, column in enumerate(columns)
        for question in column.versions
    }
    model, with_files = value_model_of(item), []
    file_questions = {q.pk for column in columns for q in column.versions if q.kind == Kind.FILE}
    given = [answer.pk for answer in answers if answer.state == ANSWERED]
    for pk, answer_id, question_id, *columns_of_value in _values(model, answers=given):
        if question_id not in places:
            continue
        at, (number, look, is_earlier), unit, shown = places[question_id]
        text = shown(unit, Stored._make(columns_of_value))
        if len(columns_of_value[0]) > EXCERPT:
            text = f"{text[:EXCERPT]}…"
        rows[answer_id].cells[at] = cell = Cell(number, text, (), look, is_earlier)
        if question_id in file_questions:
            with_files.append((model(pk=pk), cell))
    files = files_of_many([value for value, _ in with_files])
    for value, cell in with_files:
        cell.files = files[value.pk]
    return list(rows.values())


@compiled
def _values(value_model, *, answers):
    """Bare columns, not objects: a page of 50 answers to 50 questions has 2,500 values."""
    values = value_model.objects.filter(answer__pk__any=answers).order_by()
    columns = stored_columns(text=Left("text", Value(EXCERPT + 1)))
    return values.values_list("pk", "answer_id", "question_id", *columns)


@dataclass
class Line:
    """A question of an answer that is read whole: as it was answered, or as it is asked now."""

    number: str
    question: BaseQuestion
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)  # of a table, instead of the text
    files: list = field(default_factory=list)
    is_filled: bool = False
    is_earlier: bool = False


def lines_of(item, answer) -> list[Line]:
    """What stands under each question of a given answer; nothing of one that is still owed."""
    if answer.state != ANSWERED:
        return []
    values = {value.question_id: value for value in answer.values.all()}
    files = files_of_many(values.values())
    lines = []
    for column in columns_of(item):
        question = next((q for q in column.versions if q.pk in values), column.question)
        value = values.get(question.pk)
        if value is None and column.is_dropped:
            continue
        line = Line(column.number, question, is_earlier=question.retired_in is not None)
        if value:
            value.question = question
            line.text, line.files, line.rows = value.shown, files[value.pk], value.shown_rows
            line.is_filled = bool(line.text or line.files)
        lines.append(line)
    return lines
