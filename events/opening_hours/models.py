"""When a hall with an exhibition is open: rules by weekday, and days that differ."""

from django.db import models
from django.db.models import F, Q


class OpeningRule(models.Model):
    """Hours of one weekday, or of holidays (開場時間); a day without a rule is closed.

    A holiday (祝日, and 12月29日 to 1月3日) goes by its own rule, whatever weekday it is.
    """

    class Day(models.IntegerChoices):
        MONDAY = 0, "月曜日"
        TUESDAY = 1, "火曜日"
        WEDNESDAY = 2, "水曜日"
        THURSDAY = 3, "木曜日"
        FRIDAY = 4, "金曜日"
        SATURDAY = 5, "土曜日"
        SUNDAY = 6, "日曜日"
        HOLIDAY = 7, "祝日・年末年始"

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="opening_rules"
    )
    day = models.PositiveSmallIntegerField("曜日", choices=Day)
    opens = models.TimeField("開場")
    closes = models.TimeField("閉場")

    class Meta:
        verbose_name = verbose_name_plural = "開場時間"
        ordering = ["event", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "day"],
                name="openingrule_once",
                violation_error_message="同じ曜日の開場時間があります。",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="openingrule_closes_after_opening",
                violation_error_message="閉場は、開場より後の時刻にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(day__lte=7),
                name="openingrule_day_known",
                violation_error_message="曜日を選んでください。",
            ),
        ]

    def __str__(self):
        return f"{self.get_day_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """A day with other hours than its weekday (臨時開場), or closed, where it has none (休場日)."""

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="special_days"
    )
    day = models.DateField("日付")
    opens = models.TimeField("開場", null=True, blank=True)
    closes = models.TimeField("閉場", null=True, blank=True)
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "休場日・臨時の開場時間"
        ordering = ["event", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "day"],
                name="specialday_once",
                violation_error_message="同じ日の休場・開場時間があります。",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens")),
                name="specialday_hours_whole",
                violation_error_message="開場と閉場の両方を入力し、閉場は開場より後の時刻にしてください。休場日は両方を空欄にします。",
            ),
        ]

    def __str__(self):
        return f"{self.day}"

    @property
    def is_closed(self) -> bool:
        return self.opens is None
