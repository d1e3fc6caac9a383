"""Who stands at the door: a code of one day that needs no login."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.paired_fields import person_field
from sign_ups.door_codes.codes import new_door_code


class DoorCodeQuerySet(models.QuerySet):
    def of(self, slot):
        """Those of the event or call that the slot belongs to."""
        return self.filter(carrier=slot.carrier, carrier_id=slot.carrier_id)

    def in_force(self, day: datetime.date):
        return self.filter(valid_on=day, ended_at__isnull=True)


class DoorCode(models.Model):
    """A code that opens the check-in of an event or a call for one day (受付コード)."""

    class Role(models.TextChoices):
        RECEPTION = "reception", "受付"
        LEAD = "lead", "責任者"

    carrier = models.CharField("受付するもの", max_length=20)
    carrier_id = models.BigIntegerField("その番号")
    role = models.CharField("役割", max_length=10, choices=Role, default=Role.RECEPTION)
    code = models.CharField("受付コード", max_length=8, unique=True, default=new_door_code, editable=False)
    valid_on = models.DateField("使える日")
    made_by = person_field("発行した人")
    made_at = models.DateTimeField("発行日時", default=timezone.now)
    ended_at = models.DateTimeField("停止日時", null=True, blank=True)

    objects = DoorCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "受付コード"
        ordering = ["valid_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "carrier_id", "role", "valid_on"],
                condition=Q(ended_at__isnull=True),
                name="door_code_once_a_day",
                violation_error_message="同じ役割と日の受付コードがあります。",
            )
        ]

    def __str__(self):
        return f"受付コード {self.pk}"

    @property
    def code_shown(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def is_lead(self) -> bool:
        return self.role == self.Role.LEAD
