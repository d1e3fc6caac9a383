"""Who stands behind an event."""

from django.db import models
from django.db.models import Q

from members.organizations.models import Organization


class EventHost(models.Model):
    """Who stands behind an event, and how (主催・共催など): a registered organisation or words."""

    class Role(models.TextChoices):
        HOST = "host", "主催"
        CO_HOST = "co_host", "共催"
        PARTNER = "partner", "連携協力"
        SUPPORTER = "supporter", "後援"
        SPONSOR = "sponsor", "協賛"

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="hosts"
    )
    role = models.CharField("立場", max_length=10, choices=Role, default=Role.HOST)
    position = models.PositiveSmallIntegerField("並び順", default=0)
    organization = models.ForeignKey(
        Organization,
        verbose_name="会員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="会員の団体なら選んでください。会員のページへつながります。",
    )
    name = models.CharField("名称", max_length=200, help_text="公開のページに出る名称")

    class Meta:
        verbose_name = verbose_name_plural = "主催・共催など"
        ordering = ["event", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "role", "name"],
                name="eventhost_once",
                violation_error_message="同じ立場の同じ名称があります。",
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="eventhost_named",
                violation_error_message="主催などの名称を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.name}"
