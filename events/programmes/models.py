"""What happens at an event, part by part."""

from django.db import models
from django.db.models import F, Q

from events.events.models import Event


class ProgrammePartQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the events that they see; its documents too."""
        return self.filter(event__in=Event.objects.visible_to(user))


class ProgrammePart(models.Model):
    """A part of an event with its own time and room (プログラム); its documents are attachments."""

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="programme_parts"
    )
    position = models.PositiveSmallIntegerField("並び順", default=0)
    day = models.DateField("日付", null=True, blank=True, help_text="空欄なら、開催期間を通して")
    opens = models.TimeField("開始時刻", null=True, blank=True)
    closes = models.TimeField("終了時刻", null=True, blank=True)
    room = models.CharField("場所", max_length=100, blank=True)
    title = models.CharField("件名", max_length=200)
    body = models.TextField("内容", max_length=5000, blank=True)

    objects = ProgrammePartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "プログラム"
        ordering = [
            "event",
            F("day").asc(nulls_first=True),
            F("opens").asc(nulls_first=True),
            "position",
            "pk",
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__isnull=True) | Q(opens__isnull=False, closes__gt=F("opens")),
                name="programmepart_closes_after_opening",
                violation_error_message="プログラムの終了時刻は、開始時刻より後にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(day__isnull=False),
                name="programmepart_time_on_a_day",
                violation_error_message="プログラムの時刻を入力するときは、日付も入力してください。",
            ),
        ]

    def __str__(self):
        return self.title


class Speaker(models.Model):
    """Who speaks in a part of the programme (登壇者)."""

    part = models.ForeignKey(
        ProgrammePart, verbose_name="プログラム", on_delete=models.CASCADE, related_name="speakers"
    )
    position = models.PositiveSmallIntegerField("並び順", default=0)
    name = models.CharField("氏名", max_length=60)
    title = models.CharField("所属・肩書", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登壇者"
        ordering = ["part", "position", "pk"]

    def __str__(self):
        return f"{self.title} {self.name}".strip()
