from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.access.querysets import SecretariatQuerySet


class OrganizationMerge(models.Model):
    """One organisation went over into another (会員の統合), by a merger of bodies or as a duplicate.

    `moved` holds what was changed, for the paper of it (see `members.mergers.transfer`).
    """

    survivor = models.ForeignKey(
        "members.Organization",
        verbose_name="引き継いだ会員",
        on_delete=models.PROTECT,
        related_name="merges_in",
    )
    absorbed = models.ForeignKey(
        "members.Organization",
        verbose_name="統合された会員",
        on_delete=models.PROTECT,
        related_name="merges_out",
    )
    change = models.ForeignKey(
        "members.GovernmentChange",
        verbose_name="変更",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merges",
        help_text="空欄は、重複した登録の統合です。",
    )
    survivor_name = models.CharField("引き継いだ会員の名称（当時）", max_length=70)
    absorbed_name = models.CharField("統合された会員の名称（当時）", max_length=70)
    moved = models.JSONField("動かした内容", default=dict)
    merged_at = models.DateTimeField("統合日時", default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="統合した人", on_delete=models.PROTECT, related_name="+"
    )

    objects = SecretariatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会員の統合"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=models.F("absorbed")),
                name="organizationmerge_of_two",
                violation_error_message="同じ団体どうしは統合できません。",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                name="organizationmerge_once",
                violation_error_message="この団体はすでに統合されています。",
            ),
        ]

    def __str__(self):
        return f"{self.absorbed_name} → {self.survivor_name}"

    def get_absolute_url(self):
        return reverse("members:merge-detail", args=[self.pk])
