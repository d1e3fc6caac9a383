from django.conf import settings
from django.db import models
from django.utils import timezone


class Confirmation(models.Model):
    """Somebody's word that what is registered is right (登録内容の確認).

    An officer gives it for his organisation, or in a round for a section; from the mailbox without a login.
    """

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="confirmations"
    )
    section = models.ForeignKey(
        "members.Section",
        verbose_name="担当部署",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    entry = models.OneToOneField(
        "members.RoundEntry",
        verbose_name="実施回の回答",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmation",
    )
    at = models.DateTimeField("確認日時", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確認者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="共通アドレスに届いたメールから回答したときは空欄です。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(entry__isnull=False),
                name="confirmation_by_person_or_entry",
                violation_error_message="確認には、確認者か実施回の回答のどちらかが必要です。",
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.at:%Y-%m-%d}"
