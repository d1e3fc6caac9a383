from django.db import models

from disaster.models.disaster import Disaster
from disaster.models.support import Support


class RecoveryPayment(Support):
    """Money given to a stricken municipality (復興支援金・義援金); an empty amount is one not confirmed."""

    class Kind(models.TextChoices):
        RECOVERY = "recovery", "復興支援金"
        DONATION = "donation", "義援金"

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="payments"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind)
    amount_yen = models.PositiveBigIntegerField(
        "金額（円）", null=True, blank=True, help_text="確認できていないときは空欄。0円は入力できません。"
    )

    class Meta(Support.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "復興支援金・義援金"
        constraints = [
            *Support.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(amount_yen__isnull=True) | models.Q(amount_yen__gt=0),
                name="recoverypayment_amount_not_zero",
                violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
            ),
        ]
