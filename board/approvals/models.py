"""How an organisation decides, inside, what it posts."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.paired_fields import person_field
from correspondence.sending.models import BaseApprovalRule


class ApprovalRule(BaseApprovalRule):
    """Whether a post of their organisation must be approved before it is published (投稿の承認の設定)."""

    class Meta(BaseApprovalRule.Meta):
        verbose_name = verbose_name_plural = "投稿の承認の設定"


class ApprovalStep(models.Model):
    """One line of how a post was decided inside its organisation (承認の経過), with names of the time."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", "起案"
        RETURNED = "returned", "差戻し"
        TAKEN_BACK = "taken_back", "取戻し"
        APPROVED = "approved", "承認"

    topic = models.ForeignKey(
        "board.Topic", verbose_name="投稿", on_delete=models.CASCADE, related_name="approval_steps"
    )
    kind = models.CharField("経過", max_length=12, choices=Kind)
    note = models.CharField("理由・連絡", max_length=500, blank=True)
    by = person_field("担当者")
    by_name = models.CharField("担当者名（当時）", max_length=60)
    section_name = models.CharField("担当部署（当時）", max_length=100)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "投稿の承認の経過"
        ordering = ["topic", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(note=""),
                name="approvalstep_returned_with_reason",
                violation_error_message="差戻しには理由が必要です。",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.by_name}"
