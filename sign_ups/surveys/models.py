"""A survey after a slot: what is asked, and answers that name nobody."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from common.japanese_calendar import today
from common.paired_fields import both_or_neither, person_field
from correspondence.questions.models import BaseAnswerValue, BaseQuestion, question_constraints
from sign_ups.surveys.codes import new_code


class SurveyQuerySet(models.QuerySet):
    def open(self):
        """Those that take answers today."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True, closes_on__gte=today())


class Survey(models.Model):
    """Questions to those who came (アンケート), answered without a name; one for a slot."""

    FEWEST = 5  # answers; of fewer it could be told who gave them

    slot = models.OneToOneField(
        "sign_ups.Slot", verbose_name="受付枠", on_delete=models.PROTECT, related_name="survey"
    )
    code = models.CharField("アンケートの番号", max_length=6, unique=True, default=new_code, editable=False)
    introduction = models.TextField("前書き", max_length=1000, blank=True)
    closes_on = models.DateField("回答期限")
    takes_open = models.BooleanField("公開のアドレスからの回答も受け付ける", default=False)
    version = models.PositiveIntegerField("版", default=1, editable=False)
    saved_by = person_field("保存した人", editable=False)
    opened_at = models.DateTimeField("回答の受付を始めた日時", null=True, blank=True, editable=False)
    opened_by = person_field("回答の受付を始めた人", editable=False)
    closed_at = models.DateTimeField("回答の受付を終了した日時", null=True, blank=True, editable=False)
    closed_by = person_field("回答の受付を終了した人", editable=False)

    EDITED = ("introduction", "closes_on", "takes_open")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "アンケート"
        ordering = ["pk"]
        constraints = [
            both_or_neither("opened_at", "opened_by", message="受付を始めた日時と人の両方が必要です。"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__lte=F("closed_at")),
                name="survey_closed_after_opened",
                violation_error_message="始めていないアンケートは終了できません。",
            ),
        ]

    def __str__(self):
        return f"アンケート {self.code}"

    def get_absolute_url(self):
        return reverse("sign_ups:survey-detail", args=[self.slot_id])

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None or (not self.is_draft and self.closes_on < today())

    @property
    def is_open(self) -> bool:
        return not self.is_draft and not self.is_over

    @property
    def saver(self) -> str:
        return self.saved_by.name if self.saved_by else ""

    @property
    def state(self) -> tuple[str, str]:
        """As a word with its tone."""
        if self.is_draft:
            return "準備中", "warning"
        return ("回答を受付中", "key") if self.is_open else ("受付を終了", "muted")


class SurveyQuestion(BaseQuestion):
    """A typed question of a survey (アンケートの質問)."""

    survey = models.ForeignKey(
        Survey, verbose_name="アンケート", on_delete=models.CASCADE, related_name="questions"
    )

    class Meta(BaseQuestion.Meta):
        ordering = ["survey", "position", "line", "version"]
        constraints = question_constraints("survey")


class SurveyAnswer(models.Model):
    """What one person answered (アンケートの回答): neither who nor when, but the day.

    Its key is drawn: in the order of keys nobody sees who came first.
    """

    class Way(models.TextChoices):
        MAIL = "mail", "メールの案内"
        OPEN = "open", "公開のアドレス"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, verbose_name="アンケート", on_delete=models.CASCADE, related_name="answers"
    )
    way = models.CharField("回答の方法", max_length=4, choices=Way)
    answered_on = models.DateField("回答した日", default=today)

    class Meta:
        verbose_name = verbose_name_plural = "アンケートの回答"
        ordering = ["pk"]

    def __str__(self):
        return "アンケートの回答"


class SurveyValueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody opens one by itself: those who run the slot read the counts and the texts of all."""
        return self.none()


class SurveyValue(BaseAnswerValue):
    """What was answered to one question (アンケートの回答の値)."""

    answer = models.ForeignKey(
        SurveyAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="values"
    )
    question = models.ForeignKey(
        SurveyQuestion, verbose_name="質問", on_delete=models.PROTECT, related_name="values"
    )

    objects = SurveyValueQuerySet.as_manager()

    class Meta(BaseAnswerValue.Meta):
        pass


class UsedTicket(models.Model):
    """That the link of one mail was used (使用済みの案内): neither which answer came of it nor when."""

    key = models.CharField("案内の照合用", max_length=64, primary_key=True, editable=False)
    survey = models.ForeignKey(Survey, verbose_name="アンケート", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "使用済みの案内"
        ordering = ["pk"]

    def __str__(self):
        return "使用済みの案内"
