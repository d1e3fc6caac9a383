"""How a pamphlet request came along: inside the asking organisation, and after the wards were asked."""

from django.db import models

from correspondence.steps.models import BaseStep, BaseStepQuerySet


class PamphletStep(BaseStep):
    """One line in the history of a pamphlet request, or of one ward's answer (依頼の経過)."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed", "起案"  # approval was asked for
        TAKEN_BACK = "taken_back", "取戻し"
        RETURNED = "returned", "差戻し"
        APPROVED = "approved", "承認"
        SENT = "sent", "依頼"
        CHANGED = "changed", "変更"
        ADDED = "added", "区の追加"
        REMINDED = "reminded", "督促"
        CLOSED = "closed", "終了"
        WITHDRAWN = "withdrawn", "取下げ"
        DELEGATED = "delegated", "担当の割当"
        PURGED = "purged", "完全な削除"

    PARENT = "pamphlet"
    INSIDE = (Kind.PROPOSED, Kind.TAKEN_BACK, Kind.RETURNED, Kind.APPROVED, Kind.DELEGATED)

    pamphlet = models.ForeignKey(
        "pamphlets.PamphletRequest", verbose_name="依頼", on_delete=models.CASCADE, related_name="steps"
    )
    answer = models.ForeignKey(
        "pamphlets.WardAnswer",
        verbose_name="区の回答",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="steps",
    )
    kind = models.CharField("経過", max_length=12, choices=Kind)

    objects = BaseStepQuerySet.as_manager()

    class Meta(BaseStep.Meta):
        verbose_name = verbose_name_plural = "依頼の経過"
        ordering = ["pamphlet", "id"]
