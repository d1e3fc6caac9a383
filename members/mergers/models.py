from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class OrganizationMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_secretariat:
            return self
        return self.none()

    def in_force(self):
        return self.filter(reverted_at__isnull=True)


class OrganizationMerge(models.Model):
    """One organisation went over into another (会員の統合), by a merger of bodies or as a duplicate.

    `moved` holds exactly what was changed, so that it can be put back; see `members.merging`.
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
    survivor_name = models.CharField("引き継いだ会員の名称(当時)", max_length=70)
    absorbed_name = models.CharField("統合された会員の名称(当時)", max_length=70)
    moved = models.JSONField("動かした内容", default=dict)
    merged_at = models.DateTimeField("統合日時", default=timezone.now)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="統合した人", on_delete=models.PROTECT, related_name="+"
    )
    reverted_at = models.DateTimeField("取消日時", null=True, blank=True)
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="取り消した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = OrganizationMergeQuerySet.as_manager()

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
                condition=Q(reverted_at__isnull=True),
                name="organizationmerge_once",
                violation_error_message="この団体はすでに統合されています。",
            ),
            models.CheckConstraint(
                condition=Q(reverted_at__isnull=True, reverted_by__isnull=True)
                | Q(reverted_at__isnull=False, reverted_by__isnull=False),
                name="organizationmerge_reverted_whole",
                violation_error_message="取消しには日時と人の両方が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.absorbed_name} → {self.survivor_name}"

    def get_absolute_url(self):
        return reverse("members:merge-detail", args=[self.pk])
