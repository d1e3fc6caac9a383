from django.db import models
from django.utils import timezone


class BackupRun(models.Model):
    """That an archive of everything was written (バックアップ), for the secretariat's desk."""

    at = models.DateTimeField("日時", default=timezone.now)
    size = models.PositiveBigIntegerField("大きさ（バイト）")

    class Meta:
        verbose_name = verbose_name_plural = "バックアップ"
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
