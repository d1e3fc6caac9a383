"""A change of numbers that were already promised."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from common.paired_fields import filled_when, person_field
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import COPIES_MAX


class AnswerChangeQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=AnswerChange.State.PROPOSED)


class AnswerChange(models.Model):
    """A proposal to change accepted copies (部数の変更の申出); it counts once the other side consents.

    No copies at all is the ward's acceptance given up: with consent it becomes 辞退.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "提案中"
        AGREED = "agreed", "同意"
        REFUSED = "refused", "不同意"
        CANCELLED = "cancelled", "取消し"

    class Side(models.TextChoices):
        WARD = "ward", "区"
        OWNER = "owner", "依頼元"

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="changes"
    )
    side = models.CharField("申し出た側", max_length=5, choices=Side)
    copies_before = models.PositiveIntegerField("変更前の部数")
    copies = models.PositiveIntegerField("変更後の部数")
    places_before = models.PositiveIntegerField("変更前の場所の数", null=True, blank=True)
    places = models.PositiveIntegerField("変更後の場所の数", null=True, blank=True)
    reason = models.CharField("変更の理由", max_length=500)
    state = models.CharField("状態", max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField("申出日時", default=timezone.now)
    proposed_by = person_field("申し出た人")
    proposed_by_name = models.CharField("申し出た人（当時）", max_length=60)
    decided_at = models.DateTimeField("返事の日時", null=True, blank=True)
    decided_by = person_field("返事をした人")
    decided_by_name = models.CharField("返事をした人（当時）", max_length=60, blank=True)
    decided_note = models.CharField("返事の連絡", max_length=500, blank=True)

    objects = AnswerChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部数の変更の申出"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state="proposed"),
                name="answerchange_one_open",
                violation_error_message="この区には、返事を待っている変更の申出があります。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="answerchange_with_reason",
                violation_error_message="変更には理由が必要です。",
            ),
            models.CheckConstraint(
                condition=Q(copies__lte=COPIES_MAX),
                name="answerchange_copies_within",
                violation_error_message="部数は1,000,000部以下にしてください。",
            ),
            models.CheckConstraint(
                condition=~Q(copies=F("copies_before"))
                | Q(places__isnull=False, places_before__isnull=True)
                | Q(places__isnull=True, places_before__isnull=False)
                | ~Q(places=F("places_before")),
                name="answerchange_changes_something",
                violation_error_message="今の部数や場所の数と同じです。",
            ),
            filled_when(
                ~Q(state="proposed"), "decided_at", "decided_by", message="返事には日時と人の両方が必要です。"
            ),
        ]

    def __str__(self):
        return f"{self.answer.organization.name} {self.what}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def what(self) -> str:
        """The change in words: 300部を200部に."""
        words = []
        if self.copies == 0:
            words.append(f"{self.copies_before:,}部の受け入れを取りやめ")
        elif self.copies != self.copies_before:
            words.append(f"{self.copies_before:,}部を{self.copies:,}部に")
        if self.copies and self.places != self.places_before:
            before = f"{self.places_before:,}か所" if self.places_before else "未定"
            after = f"{self.places:,}か所" if self.places else "未定"
            words.append(f"場所の数を{before}から{after}に")
        return "、".join(words)

    @property
    def state_tone(self) -> str:
        return {"proposed": "warning", "agreed": "success", "refused": "error"}.get(self.state, "muted")
