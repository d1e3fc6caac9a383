"""Which bodies show or take part."""

from django.db import models

from members.local_governments.models import LocalGovernment


class Participation(models.Model):
    """A local government that showed or took part in an event (出展・参加自治体)."""

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="participations"
    )
    local_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="自治体",
        on_delete=models.PROTECT,
        related_name="event_participations",
    )

    class Meta:
        verbose_name = verbose_name_plural = "出展・参加自治体"
        ordering = ["local_government__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "local_government"],
                name="participation_once",
                violation_error_message="この自治体はもう登録されています。",
            )
        ]

    def __str__(self):
        return self.local_government.full_name
