"""What each asked organisation answers, and the value of each question."""

from django.db import models
from django.db.models import F, Q

from common.paired_fields import filled_when, person_field
from correspondence.answer_links.models import BaseAnswerLink
from correspondence.answers.models import BaseAnswer, BaseAnswerQuerySet, whole_answer, whole_relay
from correspondence.delegation.models import DelegatedMixin, whole_delegation
from correspondence.questions.models import BaseAnswerValue
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question
from members.organizations.historic_names import section_field

OWED = ("unread", "read")  # states in which the organisation still owes an answer


class InquiryAnswerQuerySet(BaseAnswerQuerySet):
    def to_be_written(self):
        """Awaited ones, and those of organisations still there whose questions changed since."""
        changed = Q(questions_version__lt=F("inquiry__questions_version"))
        return self.of_those_here().filter(Q(state__in=OWED) | changed)

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
        READ = "read", "既読（未回答）"
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
    drafted_by = person_field("下書きを保存した人")  # None: from the mailbox of drafted_section
    drafted_by_name = models.CharField("下書きを保存した人（当時）", max_length=60, blank=True)
    drafted_section = section_field("下書きを保存した部署")
    proposed_at = models.DateTimeField("確認を求めた日時", null=True, blank=True)
    proposed_by = person_field("確認を求めた人")  # None: from a mailbox
    proposed_by_name = models.CharField("確認を求めた人（当時）", max_length=60, blank=True)
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
            whole_relay(),
            filled_when(~Q(state="unread"), "read_at", message="既読には日時が必要です。"),
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
                condition=Q(proposed_at__isnull=True, proposed_by__isnull=True, proposed_by_name="")
                | Q(~Q(proposed_by_name=""), proposed_at__isnull=False),
                name="inquiryanswer_proposed_whole",
                violation_error_message="確認の求めには日時と人が必要です。",
            ),
        ]

    @property
    def saver(self) -> str:
        """Name of whoever saved it last."""
        if self.is_owed:
            return self.drafted_by_name
        return self.answered_by_name

    @property
    def must_answer(self) -> bool:
        return self.is_owed or self.is_of_earlier_questions

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


class AnswerValue(BaseAnswerValue):
    """What an organisation answered to one question of an inquiry (回答の値)."""

    answer = models.ForeignKey(
        InquiryAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="values"
    )
    question = models.ForeignKey(
        Question, verbose_name="質問", on_delete=models.PROTECT, related_name="values"
    )

    objects = AnswerValueQuerySet.as_manager()

    class Meta(BaseAnswerValue.Meta):
        pass


class AnswerLink(BaseAnswerLink):
    """The way a section's mailbox has into its organisation's answer (照会のメールからの回答)."""

    PURPOSE = "inquiry_answer"

    answer = models.ForeignKey(
        "inquiries.InquiryAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="links"
    )

    class Meta(BaseAnswerLink.Meta):
        pass
