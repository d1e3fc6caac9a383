"""The booths of an event, and who has which on which day."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.events.models import Event
from events.participations.models import Participation, ParticipationRole, Role, RoleState


def bodies_for_booths() -> QuerySet[Participation]:
    """Those that take part for certain; whoever was asked for a booth, only once it is decided."""
    asked = ParticipationRole.objects.filter(participation=OuterRef("pk"), role=Role.BOOTH)
    return Participation.objects.shown().exclude(Exists(asked.exclude(state=RoleState.ACCEPTED)))


class Booth(models.Model):
    """A place to show something at an event, with its code (ブース)."""

    event = models.ForeignKey(Event, verbose_name="イベント", on_delete=models.CASCADE, related_name="booths")
    code = models.CharField("ブース番号", max_length=20)
    name = models.CharField("名称", max_length=60, blank=True)
    size = models.CharField("大きさ", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ブース"
        ordering = ["event", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "code"],
                name="booth_code_once",
                violation_error_message="このブース番号はもうあります。",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"\S"),
                name="booth_has_code",
                violation_error_message="ブース番号を入力してください。",
            ),
        ]

    def __str__(self):
        return self.code


class BoothAssignmentQuerySet(models.QuerySet):
    def held(self):
        """By bodies that still take part: the booth of one that gave up, or was declined, is free."""
        return self.filter(participation__in=bodies_for_booths())


class BoothAssignment(models.Model):
    """Who has a booth on one day (ブースの割当て); a body may have several booths."""

    booth = models.ForeignKey(
        Booth, verbose_name="ブース", on_delete=models.CASCADE, related_name="assignments"
    )
    participation = models.ForeignKey(
        Participation,
        verbose_name="出展・参加自治体",
        on_delete=models.CASCADE,
        related_name="booth_assignments",
    )
    day = models.DateField("日")

    objects = BoothAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ブースの割当て"
        ordering = ["booth", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "day"],
                name="booth_once_a_day",
                violation_error_message="このブースは、この日にはもうほかの団体に割り当てられています。",
            )
        ]

    def __str__(self):
        return f"{self.booth} {self.day}"
