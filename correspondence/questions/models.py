"""Typed questions in their versions, and what was answered; each room has both as models of its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from correspondence.questions.columns import MOST_COLUMNS, MOST_ROWS, TableColumn, shown_rows
from correspondence.questions.kinds import (
    KINDS,
    NUMBER_DIGITS,
    NUMBER_PLACES,
    YEN,
    YES_OR_NO,
    Kind,
    Stored,
    shown_as,
)

MOST_QUESTIONS = 50
MOST_OPTIONS = 50


def _length(name: str) -> Func:
    """How many entries a list in a JSON column has."""
    return Func(F(name), function="jsonb_array_length", output_field=models.IntegerField())


class QuestionQuerySet(models.QuerySet):
    def current(self):
        """As they are asked now, in the order of the page; earlier versions are kept with their answers."""
        return self.filter(retired_in__isnull=True).order_by("position", "line")


class BaseQuestion(models.Model):
    """A typed question (質問); the row is one version of it, `line` tells which question it is.

    A change after the item was sent retires the row and makes the next version: answers keep the row that
    they answered. `since` and `retired_in` are versions of the item's set of questions. A child declares the
    foreign key to its item with `related_name="questions"`; its item has `questions_version`.
    """

    Kind = Kind
    CHOOSING = (Kind.CHOICE, Kind.MULTIPLE)

    line = models.PositiveIntegerField("質問の番号（内部）")
    position = models.PositiveIntegerField("並び順")
    version = models.PositiveIntegerField("版", default=1)
    since = models.PositiveIntegerField("この版になった質問の版", default=1)
    retired_in = models.PositiveIntegerField("この版でなくなった質問の版", null=True, blank=True)
    kind = models.CharField("答え方", max_length=8, choices=Kind)
    label = models.CharField("質問", max_length=300)
    help_text = models.CharField("補足", max_length=500, blank=True)
    unit = models.CharField("単位", max_length=20, blank=True)
    required = models.BooleanField("必須", default=True)
    options = ArrayField(models.CharField(max_length=100), verbose_name="選択肢", default=list, blank=True)
    columns = models.JSONField("表の列", default=list, blank=True)  # `TableColumn.as_json` each

    objects = QuestionQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "質問"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["choice", "multiple"], options__len__gte=2)
                | (~Q(kind__in=["choice", "multiple"]) & Q(options__len=0)),
                name="%(class)s_options_with_kind",
                violation_error_message="選ぶ質問には、選択肢を2つ以上入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(unit=YEN),
                name="%(class)s_money_in_yen",
                violation_error_message="金額の単位は円です。",
            ),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(_length("columns"), 1), kind="table")
                & Q(LessThanOrEqual(_length("columns"), MOST_COLUMNS))
                | ~Q(kind="table") & Q(columns=[]),
                name="%(class)s_columns_with_kind",
                violation_error_message=f"表の質問には、列を1つから{MOST_COLUMNS}つまで入力してください。",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def choices(self) -> list[str]:
        """What is offered to choose from; empty where nothing is."""
        return YES_OR_NO if self.kind == Kind.YES_NO else self.options

    @property
    def table_columns(self) -> list[TableColumn]:
        return [TableColumn(**column) for column in self.columns]

    @property
    def key(self) -> str:
        """Name of its field in a form; the same in every version."""
        return f"q{self.line}"


def question_constraints(item: str) -> list:
    """Those of a child whose foreign key to its item has this name."""
    return [
        *BaseQuestion.Meta.constraints,
        models.UniqueConstraint(
            fields=[item, "line", "version"],
            name="%(class)s_version_once",
            violation_error_message="この質問には、同じ版が既にあります。",
        ),
        models.UniqueConstraint(
            fields=[item, "line"],
            condition=Q(retired_in__isnull=True),
            name="%(class)s_one_current",
            violation_error_message="いま使う版は、質問ごとに一つです。",
        ),
    ]


class BaseAnswerValue(models.Model):
    """What stands under one question of an answer (回答の値); its files are attachments.

    Exactly the columns of the question's kind are filled. A child declares the foreign keys `answer` and
    `question`, and `objects.visible_to(user)`.
    """

    text = models.TextField("文章", max_length=2000, blank=True)
    number = models.DecimalField(
        "数", max_digits=NUMBER_DIGITS, decimal_places=NUMBER_PLACES, null=True, blank=True
    )
    date = models.DateField("日付", null=True, blank=True)  # of a period the first day
    date_until = models.DateField("期間の終わり", null=True, blank=True)
    chosen = ArrayField(models.CharField(max_length=100), verbose_name="選んだもの", default=list, blank=True)
    rows = models.JSONField("表の行", default=list, blank=True)  # cells as text, in the order of the columns

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "回答の値"
        ordering = ["answer", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "question"],
                name="%(class)s_once",
                violation_error_message="この質問には既に答えています。",
            ),
            models.CheckConstraint(
                condition=Q(date_until__isnull=True) | Q(date__isnull=False, date_until__gte=F("date")),
                name="%(class)s_period_in_order",
                violation_error_message="終了日は、開始日以後の日にしてください。",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(_length("rows"), MOST_ROWS),
                name="%(class)s_rows_at_most",
                violation_error_message=f"表に入力できるのは{MOST_ROWS}行までです。",
            ),
        ]

    def __str__(self):
        return self.shown

    def put(self, value) -> None:
        """Take what a form cleaned; files are attached instead."""
        for column, kept in KINDS[self.question.kind].store(value).items():
            setattr(self, column, kept)

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def shown_rows(self) -> list[list[str]]:
        """The cells of a table as people read them."""
        return shown_rows(self.question.table_columns, self.rows)

    @property
    def stored(self) -> Stored:
        return Stored(*(getattr(self, column) for column in Stored._fields))

    @property
    def value(self):
        """As a form takes it back; None for files."""
        return KINDS[self.question.kind].value(self)

    @property
    def shown(self) -> str:
        return shown_as(self.question, self.stored)


def value_model_of(item) -> type[BaseAnswerValue]:
    """The model of the values of its answers; an item has `questions` and `answers`, these have `values`."""
    return item.answers.model._meta.get_field("values").related_model


def of_item(answer, item):
    """The answer with the item that was fetched already."""
    setattr(answer, item.answers.field.name, item)
    return answer


def stored_columns(**instead) -> list:
    """Expressions for `values_list` that give a `Stored`; `instead` of the columns of these names."""
    instead = {"row_count": _length("rows"), **instead}
    return [instead.get(name, name) for name in Stored._fields]
