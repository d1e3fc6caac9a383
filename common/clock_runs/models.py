from django.db import models
from django.utils import timezone

from common.clock import clock_label


class ClockRun(models.Model):
    """How far a job of the clock is (定時処理の実施状況): one row for each job."""

    name = models.CharField("処理", max_length=80, unique=True)
    seen_at = models.DateTimeField(
        "登録日時", default=timezone.now, help_text="この処理を最初に見た日時です。"
    )
    due_at = models.DateTimeField("予定の日時", help_text="直近に実施の時刻が来た日時です。")
    finished_at = models.DateTimeField("終了日時", null=True, blank=True)
    done = models.PositiveIntegerField("処理件数", default=0)
    failed = models.PositiveIntegerField("エラー件数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "定時処理の実施状況"
        ordering = ["name"]

    def __str__(self):
        return clock_label(self.name)


class ClockFailure(models.Model):
    """A row that a job of the clock could not do (定時処理のエラー): tried again, gone when it is done."""

    name = models.CharField("処理", max_length=80)
    row = models.CharField("対象", max_length=120, blank=True, help_text="全体の処理のときは空です。")
    row_text = models.CharField("対象の内容", max_length=200, blank=True)
    error = models.CharField("エラー", max_length=500)
    first_at = models.DateTimeField("最初の日時", default=timezone.now)
    last_at = models.DateTimeField("最後の日時", default=timezone.now)
    times = models.PositiveIntegerField("回数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "定時処理のエラー"
        ordering = ["-last_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["name", "row"], name="clock_failure_once")]

    def __str__(self):
        return f"{clock_label(self.name)} {self.row_text}".strip()
