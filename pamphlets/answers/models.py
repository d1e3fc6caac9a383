"""What a ward answers to a pamphlet request."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common import japanese_calendar
from correspondence.answer_links.models import BaseAnswerLink
from correspondence.answers.models import BaseAnswer, BaseAnswerQuerySet, whole_answer, whole_relay
from correspondence.delegation.models import DelegatedMixin, whole_delegation
from pamphlets.requests.models import OWED, PamphletRequest
from pamphlets.ward_rules.models import WardPlace

TAKEN = ("accepted", "partial")  # states in which copies are reserved for the ward


class WardAnswerQuerySet(BaseAnswerQuerySet):
    def silent(self):
        """Who waits for a reply of ours is not silent."""
        return self.awaited().exclude(state=WardAnswer.State.ASKED)


class WardAnswer(DelegatedMixin, BaseAnswer):
    """One ward's answer to a pamphlet request (区の回答); it exists, waiting, from the day of asking."""

    class State(models.TextChoices):
        WAITING = "waiting", "回答待ち"
        ASKED = "asked", "問い合わせ中"  # the ward asked back and still owes an answer
        ACCEPTED = "accepted", "受け入れ"
        PARTIAL = "partial", "条件付き受け入れ"
        DECLINED = "declined", "辞退"

    PARENT, OWED, TONES = "pamphlet", OWED, {"accepted": "success", "partial": "success"}

    pamphlet = models.ForeignKey(
        PamphletRequest, verbose_name="依頼", on_delete=models.CASCADE, related_name="answers"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.WAITING)
    copies = models.PositiveIntegerField("受け入れる部数", null=True, blank=True)
    places = models.PositiveIntegerField("配布する場所の数", null=True, blank=True)
    remark = models.TextField("備考・条件・理由", max_length=500, blank=True)

    objects = WardAnswerQuerySet.as_manager()

    class Meta(BaseAnswer.Meta):
        verbose_name = verbose_name_plural = "区の回答"
        ordering = ["pamphlet", "organization"]
        constraints = [
            models.UniqueConstraint(
                fields=["pamphlet", "organization"],
                name="wardanswer_once",
                violation_error_message="この区には既に依頼しています。",
            ),
            whole_relay(),
            models.CheckConstraint(
                condition=whole_delegation(),
                name="wardanswer_delegated_whole",
                violation_error_message="担当には、決めた日時と人が必要です。",
            ),
            models.CheckConstraint(
                condition=whole_answer(OWED),
                name="wardanswer_answered_whole",
                violation_error_message="回答には日時が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TAKEN, copies__isnull=False, copies__gte=1)
                | Q(~Q(state__in=TAKEN), copies__isnull=True, places__isnull=True),
                name="wardanswer_copies_with_accepted",
                violation_error_message="受け入れには1部以上の部数が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("declined", "partial")) | ~Q(remark=""),
                name="wardanswer_declined_with_reason",
                violation_error_message="辞退には理由、条件付きの受け入れには条件が必要です。",
            ),
        ]

    @property
    def is_taken(self) -> bool:
        """Whether copies are reserved for the ward."""
        return self.state in TAKEN

    def working_days(self, asked_on) -> int:
        """Working days (開庁日) from the day of asking to the answer, or to today while it waits."""
        asked_on = timezone.localdate(self.added_at) if self.added_at else asked_on
        until = timezone.localdate(self.answered_at) if self.answered_at else japanese_calendar.today()
        return japanese_calendar.working_days_between(asked_on, until)


class AnswerPlace(models.Model):
    """How many copies of an accepted request go to one place (配布場所の内訳)."""

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="shares"
    )
    place = models.ForeignKey(WardPlace, verbose_name="配布場所", on_delete=models.PROTECT, related_name="+")
    place_name = models.CharField("場所の名称（当時）", max_length=100)
    copies = models.PositiveIntegerField("部数")

    class Meta:
        verbose_name = verbose_name_plural = "配布場所の内訳"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "place"],
                name="answerplace_once",
                violation_error_message="同じ場所が2つあります。",
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1),
                name="answerplace_copies_positive",
                violation_error_message="部数は1部以上にしてください。",
            ),
        ]

    def __str__(self):
        return f"{self.place_name} {self.copies}部"


def delivery_of(answer):
    """The delivery of an answer; free of queries where it was selected with it."""
    return getattr(answer, "delivery", None)


class AnswerLink(BaseAnswerLink):
    """The way a ward's section mailbox has into its answer (配布依頼のメールからの回答)."""

    PURPOSE = "ward_answer"

    answer = models.ForeignKey(
        "pamphlets.WardAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="links"
    )

    class Meta(BaseAnswerLink.Meta):
        pass
