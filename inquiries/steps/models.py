"""How an inquiry and each of its answers came along."""

from django.db import models

from correspondence.steps.models import BaseStep, BaseStepQuerySet


class InquiryStep(BaseStep):
    """One line in the history of an inquiry, or of one answer (照会・回答の経過)."""

    class Kind(models.TextChoices):
        SENT = "sent", "照会"
        CHANGED = "changed", "質問の変更"
        EXTENDED = "extended", "回答期限の変更"
        ADDED = "added", "照会先の追加"
        CLOSED = "closed", "終了"
        WITHDRAWN = "withdrawn", "取下げ"
        REMINDED = "reminded", "督促"
        DELEGATED = "delegated", "担当の割当"
        DRAFTED = "drafted", "下書きの保存"
        PROPOSED = "proposed", "確認の求め"
        RETURNED = "returned", "差戻し"
        TAKEN_BACK = "taken_back", "取戻し"
        APPROVED = "approved", "承認"
        ANSWERED = "answered", "回答"
        CORRECTED = "corrected", "訂正"
        PURGED = "purged", "完全な削除"

    PARENT = "inquiry"
    # of the asking organisation, or of the one that answers
    INSIDE = (
        Kind.DELEGATED, Kind.DRAFTED, Kind.PROPOSED, Kind.RETURNED, Kind.TAKEN_BACK, Kind.APPROVED,
    )  # fmt: skip

    inquiry = models.ForeignKey(
        "inquiries.Inquiry", verbose_name="照会", on_delete=models.CASCADE, related_name="steps"
    )
    answer = models.ForeignKey(
        "inquiries.InquiryAnswer",
        verbose_name="回答",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="steps",
    )
    kind = models.CharField("経過", max_length=12, choices=Kind)

    objects = BaseStepQuerySet.as_manager()

    class Meta(BaseStep.Meta):
        verbose_name = verbose_name_plural = "照会の経過"
        ordering = ["inquiry", "id"]
