from django.db import models
from django.db.models import F, Q


class EmergencyBanner(models.Model):
    """What stands above every page for some days (緊急のご案内), as in a disaster."""

    text = models.CharField("文面", max_length=200)
    url = models.URLField("リンク先", max_length=300, blank=True)
    starts_on = models.DateField("掲載の開始日")
    ends_on = models.DateField("掲載の最終日")

    class Meta:
        verbose_name = verbose_name_plural = "緊急のご案内"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="emergencybanner_ends_after_start",
                violation_error_message="掲載の最終日には、開始日以後の日付を入力してください。",
            )
        ]

    def __str__(self):
        return self.text

    def is_shown_on(self, day) -> bool:
        return self.starts_on <= day <= self.ends_on
