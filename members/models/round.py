import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from members.models.organization import UNCONFIRMED_AFTER_DAYS
from office import calendar


class RoundQuerySet(models.QuerySet):
    def open(self):
        """The one that runs now, as a queryset of at most one row."""
        return self.filter(closed_at__isnull=True)

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_secretariat else self.none()


class Round(models.Model):
    """The secretariat asks every section whether its record is right (登録内容の確認の実施回)."""

    # working days from the day to answer by, on which the silent are reminded
    REMINDERS = (-10, -3, 1)
    # a round nobody closes ends by itself: its last links have expired by then
    LONGEST_DAYS = 180

    started_at = models.DateTimeField("開始日時", default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="開始した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="空欄は、毎年3月25日の自動開始です。",
    )
    due_on = models.DateField("回答期限")
    closed_at = models.DateTimeField("終了日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="終了した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="終了日時だけのときは、自動で終了しました。",
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登録内容の確認の実施回"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="round_one_open",
                violation_error_message="実施中の確認があります。終了してから始めてください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="round_closed_with_time",
                violation_error_message="終了した人があるときは、終了日時も必要です。",
            ),
        ]

    def __str__(self):
        return f"{calendar.wareki(self.started_on, weekday=False)}開始の登録内容の確認"

    def get_absolute_url(self):
        return reverse("members:round-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def started_on(self) -> datetime.date:
        """The day in Tokyo."""
        return calendar.as_date(self.started_at)

    @property
    def reminder_days(self) -> list[datetime.date]:
        """Working days on which the silent are reminded; none before the round began."""
        days = (calendar.add_working_days(self.due_on, step) for step in self.REMINDERS)
        return [day for day in days if day > self.started_on]

    @property
    def marked_on(self) -> datetime.date:
        """The day from which the silent are marked 要確認."""
        return self.started_on + datetime.timedelta(days=UNCONFIRMED_AFTER_DAYS)
