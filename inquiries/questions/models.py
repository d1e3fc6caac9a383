"""One question of an inquiry, in each of its versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from inquiries.inquiries.models import Inquiry

MOST_QUESTIONS = 50
MOST_OPTIONS = 50


class QuestionQuerySet(models.QuerySet):
    def current(self):
        """As they are asked now, in the order of the page; earlier versions are kept with their answers."""
        return self.filter(retired_in__isnull=True).order_by("position", "line")


class Question(models.Model):
    """A typed question (質問); the row is one version of it, `line` tells which question it is.

    A change after the inquiry was sent retires the row and makes the next version: answers keep the row that
    they answered. `since` and `retired_in` are versions of the inquiry's set of questions.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "文章"
        NUMBER = "number", "数"
        CHOICE = "choice", "一つ選ぶ"
        MULTIPLE = "multiple", "いくつでも選ぶ"
        DATE = "date", "日付"
        FILE = "file", "ファイル"

    CHOOSING = (Kind.CHOICE, Kind.MULTIPLE)

    inquiry = models.ForeignKey(
        Inquiry, verbose_name="照会", on_delete=models.CASCADE, related_name="questions"
    )
    line = models.PositiveIntegerField("質問の番号(内部)")
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

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "質問"
        ordering = ["inquiry", "position", "line", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "line", "version"],
                name="question_version_once",
                violation_error_message="この質問には、同じ版が既にあります。",
            ),
            models.UniqueConstraint(
                fields=["inquiry", "line"],
                condition=Q(retired_in__isnull=True),
                name="question_one_current",
                violation_error_message="いま使う版は、質問ごとに一つです。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["choice", "multiple"], options__len__gte=2)
                | (~Q(kind__in=["choice", "multiple"]) & Q(options__len=0)),
                name="question_options_with_kind",
                violation_error_message="選ぶ質問には、選択肢を2つ以上入力してください。",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_choosing(self) -> bool:
        return self.kind in self.CHOOSING

    @property
    def key(self) -> str:
        """Name of its field in a form; the same in every version."""
        return f"q{self.line}"
