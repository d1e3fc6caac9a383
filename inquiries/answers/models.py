"""What each asked organisation answers, and the value of each question."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common import japanese_calendar
from correspondence.answers.models import BaseAnswer, BaseAnswerQuerySet, whole_answer
from correspondence.delegation.models import DelegatedMixin, whole_delegation
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question
from members.organizations.historic_names import by_whom

OWED = ("unread", "read")  # states in which the organisation still owes an answer
NUMBER_DIGITS, NUMBER_PLACES = 18, 3


class InquiryAnswerQuerySet(BaseAnswerQuerySet):
    def visible_to(self, user):
        """Its organisation; the asking one and the secretariat; others asked where the results are open."""
        if not user.is_authenticated or not user.is_member or not user.section_id:
            return self.none()
        if user.is_secretariat:
            return self
        own = user.organization
        asked = InquiryAnswer.objects.filter(organization=own).values("inquiry")
        shared = Q(~Q(state__in=OWED), inquiry__results_shown=Inquiry.Shown.ALL, inquiry__in=asked) & ~Q(
            inquiry__state=Inquiry.State.WITHDRAWN
        )
        return self.filter(Q(organization=own) | Q(inquiry__organization=own) | shared)


class InquiryAnswer(DelegatedMixin, BaseAnswer):
    """One organisation's answer to an inquiry (照会への回答); it exists, unread, from the day of asking."""

    class State(models.TextChoices):
        UNREAD = "unread", "未読"
        READ = "read", "確認済"
        ANSWERED = "answered", "回答済"
        NONE = "none", "該当なし"

    PARENT, OWED, TONES = "inquiry", OWED, {"answered": "success"}
    WHEN_READ = {"state": State.READ}

    inquiry = models.ForeignKey(
        Inquiry, verbose_name="照会", on_delete=models.CASCADE, related_name="answers"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.UNREAD)
    # a text kept inside the organisation, before anybody answers in its name
    drafted_at = models.DateTimeField("下書きの保存日時", null=True, blank=True)
    drafted_by = by_whom("下書きを保存した人")
    proposed_at = models.DateTimeField("確認を求めた日時", null=True, blank=True)
    proposed_by = by_whom("確認を求めた人")
    remark = models.TextField("備考", max_length=1000, blank=True)
    questions_version = models.PositiveIntegerField("回答した質問の版", null=True, blank=True)
    version = models.PositiveIntegerField("版", default=1)  # for two who write at once

    FOUND_WITH = "inquiry"  # whose text in the index names the organisation

    objects = InquiryAnswerQuerySet.as_manager()

    class Meta(BaseAnswer.Meta):
        verbose_name = verbose_name_plural = "照会への回答"
        ordering = ["inquiry", "organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "organization"],
                name="inquiryanswer_once",
                violation_error_message="この団体には既に照会しています。",
            ),
            models.CheckConstraint(
                condition=Q(state="unread", read_at__isnull=True)
                | (~Q(state="unread") & Q(read_at__isnull=False)),
                name="inquiryanswer_read_with_state",
                violation_error_message="確認済には日時が必要です。",
            ),
            models.CheckConstraint(
                condition=whole_answer(OWED, questions_version=True),
                name="inquiryanswer_answered_whole",
                violation_error_message="回答には日時と人が必要です。",
            ),
            models.CheckConstraint(
                condition=whole_delegation(),
                name="inquiryanswer_delegated_whole",
                violation_error_message="担当には、決めた日時と人が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True, proposed_by__isnull=True)
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="inquiryanswer_proposed_whole",
                violation_error_message="確認の求めには日時と人が必要です。",
            ),
        ]

    @property
    def saver(self) -> str:
        """Name of whoever saved it last."""
        if self.is_owed:
            return self.drafted_by.name if self.drafted_by else ""
        return self.answered_by_name

    @property
    def is_of_earlier_questions(self) -> bool:
        """Whether the questions were changed after it was given (変更前の質問への回答)."""
        return self.questions_version is not None and self.questions_version < self.inquiry.questions_version


class AnswerValueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the answer; what is only kept inside an organisation is nobody else's business."""
        answers = InquiryAnswer.objects.visible_to(user)
        if user.is_authenticated and user.section_id:
            answers = answers.filter(~Q(state__in=OWED) | Q(organization=user.organization))
        return self.filter(answer__in=answers)


class AnswerValue(models.Model):
    """What stands under one question of an answer (回答の値); files hang on it in the filing cabinet.

    Exactly the field of the question's kind is filled: see `put` and `value`.
    """

    answer = models.ForeignKey(
        InquiryAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="values"
    )
    question = models.ForeignKey(
        Question, verbose_name="質問", on_delete=models.PROTECT, related_name="values"
    )
    text = models.TextField("文章", max_length=2000, blank=True)
    number = models.DecimalField(
        "数", max_digits=NUMBER_DIGITS, decimal_places=NUMBER_PLACES, null=True, blank=True
    )
    date = models.DateField("日付", null=True, blank=True)
    chosen = ArrayField(models.CharField(max_length=100), verbose_name="選んだもの", default=list, blank=True)

    objects = AnswerValueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回答の値"
        ordering = ["answer", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "question"],
                name="answervalue_once",
                violation_error_message="この質問には既に答えています。",
            )
        ]

    def __str__(self):
        return self.shown

    def put(self, value) -> None:
        """Take what a form cleaned: str, Decimal, date, or a list of options; files are attached instead."""
        kind = Question.Kind
        match self.question.kind:
            case kind.TEXT:
                self.text = value or ""
            case kind.NUMBER:
                self.number = value
            case kind.DATE:
                self.date = value
            case kind.CHOICE:
                self.chosen = [value] if value else []
            case kind.MULTIPLE:
                self.chosen = list(value or ())

    @property
    def value(self) -> str | Decimal | object | Sequence[str] | None:
        """As a form takes it back; None for files."""
        kind = Question.Kind
        match self.question.kind:
            case kind.TEXT:
                return self.text
            case kind.NUMBER:
                return self.number
            case kind.DATE:
                return self.date
            case kind.CHOICE:
                return self.chosen[0] if self.chosen else ""
            case kind.MULTIPLE:
                return self.chosen
        return None

    @property
    def shown(self) -> str:
        """As people read it: 1,200人, 令和8年4月1日(水), A、B; "" for nothing and for files."""
        return shown_as(self.question.unit, self.text, self.number, self.date, self.chosen)


def shown_as(unit: str, text: str, number: Decimal | None, date, chosen: Sequence[str]) -> str:
    """`AnswerValue.shown` of the bare columns, for tables with thousands of values."""
    if number is not None:
        return f"{number_ja(number)}{unit}"
    if date is not None:
        return japanese_calendar.wareki(date)
    return "、".join(chosen) if chosen else text


def number_ja(number: Decimal) -> str:
    """With commas and without idle zeros: Decimal("1200.500") is 1,200.5."""
    text = f"{number:,.{NUMBER_PLACES}f}"
    return text.rstrip("0").rstrip(".")
