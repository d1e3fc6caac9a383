"""The results of an inquiry as a table (結果の表): organisations by questions, for tens or 1,788 of them.

Nothing is read that an organisation keeps inside: values are only those of answers that were given.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Left

from common.attachments.queries import files_of_many
from inquiries.answers.models import AnswerValue, InquiryAnswer, shown_as
from inquiries.questions.models import Question

EXCERPT = 60  # characters of a text in a cell; the whole stands on the answer's page
State = InquiryAnswer.State

LOOKS = {  # classes of the table's cells
    Question.Kind.TEXT: "result-table__text",
    Question.Kind.NUMBER: "number",
    Question.Kind.DATE: "result-table__date",
}


def answers_for(user, inquiry) -> QuerySet:
    """The answers that he sees, in the order of the table; an asked one sees given ones and his own."""
    answers = InquiryAnswer.objects.visible_to(user).filter(inquiry=inquiry)
    named = answers.annotate(place=Concat(F("organization__prefecture"), F("organization__name")))
    return named.select_related("organization__local_government").in_order()


@dataclass
class Column:
    """One question through all its versions; `is_dropped` where it is asked no more."""

    number: str  # 問3, as people call it
    question: Question  # the version asked now, or the last one
    is_dropped: bool
    versions: list[Question] = field(default_factory=list)  # the newest first

    @property
    def look(self) -> str:
        return LOOKS.get(self.question.kind, "")

    @property
    def title(self) -> str:
        unit = f"({self.question.unit})" if self.question.unit else ""
        return f"{self.number} {self.question.label}{unit}{'(取りやめた質問)' if self.is_dropped else ''}"


def columns_of(inquiry) -> list[Column]:
    """The questions as asked now, then the dropped ones that somebody answered; one query."""
    filled = Q(number__isnull=False) | Q(date__isnull=False) | ~Q(text="") | ~Q(chosen=[])
    given = AnswerValue.objects.filter(
        Q(question__kind=Question.Kind.FILE) | filled, question=OuterRef("pk"), answer__state=State.ANSWERED
    )
    rows = inquiry.questions.annotate(is_used=Exists(given)).order_by("line", "-version")
    lines: dict[int, list[Question]] = {}
    for question in rows:
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


@dataclass(slots=True)
class Cell:
    """What an organisation answered to one question, as the table shows it."""

    number: str
    text: str = ""
    files: list = field(default_factory=list)
    look: str = ""  # its class, by the kind of question
    is_earlier: bool = False  # an answer to an earlier version of the question


@dataclass(slots=True)
class Row:
    answer: InquiryAnswer
    cells: list[Cell]


def rows_of(inquiry, columns: list[Column], answers: Iterable[InquiryAnswer]) -> list[Row]:
    """The table's rows of these answers; two queries however many there are."""
    answers = list(answers)
    kinds = Question.Kind
    rows = {}
    for answer in answers:
        answer.inquiry = inquiry
        cells = [Cell(column.number, look=column.look) for column in columns]
        rows[answer.pk] = Row(answer, cells)
    places = {question.pk: (at, question) for at, c in enumerate(columns) for question in c.versions}
    with_files = []
    for pk, answer_id, question_id, words, number, date, chosen in _values(answers):
        if question_id not in places:
            continue
        at, question = places[question_id]
        cell = rows[answer_id].cells[at]
        words = f"{words[:EXCERPT]}…" if len(words) > EXCERPT else words
        cell.text = shown_as(question.unit, words, number, date, chosen)
        cell.is_earlier = question.retired_in is not None and not columns[at].is_dropped
        if question.kind == kinds.FILE:
            with_files.append((AnswerValue(pk=pk), cell))
    files = files_of_many([value for value, _ in with_files])
    for value, cell in with_files:
        cell.files = files[value.pk]
    return list(rows.values())


def _values(answers: list[InquiryAnswer]):
    """Bare columns, not objects: a page of 50 answers to 50 questions has 2,500 values."""
    given = [answer.pk for answer in answers if answer.state == State.ANSWERED]
    if not given:
        return []
    values = AnswerValue.objects.filter(answer__in=given).order_by()
    start = Left("text", Value(EXCERPT + 1))
    return values.values_list("pk", "answer_id", "question_id", start, "number", "date", "chosen")


@dataclass
class Line:
    """A question of an answer that is read whole: as it was answered, or as it is asked now."""

    number: str
    question: Question
    text: str = ""
    files: list = field(default_factory=list)
    is_filled: bool = False
    is_earlier: bool = False


def lines_of(inquiry, answer: InquiryAnswer) -> list[Line]:
    """What stands under each question of a given answer; nothing of one that is still owed."""
    if answer.state != State.ANSWERED:
        return []
    values = {value.question_id: value for value in answer.values.all()}
    files = files_of_many(values.values())
    lines = []
    for column in columns_of(inquiry):
        question = next((q for q in column.versions if q.pk in values), column.question)
        value = values.get(question.pk)
        if value is None and column.is_dropped:
            continue
        line = Line(column.number, question, is_earlier=question.retired_in is not None)
        if value:
            value.question = question
            line.text, line.files = value.shown, files[value.pk]
            line.is_filled = bool(line.text or line.files)
        lines.append(line)
    return lines


def neighbours(answers: QuerySet, pk: int) -> dict:
    """The answers before and behind it in the order and filter of the table; at most 2,000 keys."""
    keys = list(answers.values_list("pk", flat=True))
    if pk not in keys:
        return {"of": len(keys)}
    at = keys.index(pk)
    behind = keys[at + 1] if at + 1 < len(keys) else None
    return {"previous": keys[at - 1] if at else None, "next": behind, "at": at + 1, "of": len(keys)}
