"""What is held again and again."""

from django.db import models
from django.urls import reverse


class EventSeries(models.Model):
    """Events of one name over the years (シリーズ), such as 魅力発信イベント."""

    name = models.CharField("名称", max_length=100, unique=True)
    summary = models.TextField("紹介", max_length=2000, blank=True)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "シリーズ"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("events:event-series", args=[self.pk])
