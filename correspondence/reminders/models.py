"""Which reminders were sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

FIRST, LAST = 5, 1  # working days before the due date
DAYS = (FIRST, LAST)


class BaseReminder(models.Model):
    """That an organisation was reminded so many working days before the due date (督促); once each.

    A child has the foreign key `answer`, with the reverse name `reminders`.
    """

    due_on = models.DateField("回答期限(当時)")
    days_before = models.PositiveSmallIntegerField("期限までの開庁日数")
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "due_on", "days_before"],
                name="%(class)s_once",
                violation_error_message="この督促は既に送っています。",
            ),
            models.CheckConstraint(
                condition=Q(days_before__in=DAYS),
                name="%(class)s_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ]

    def __str__(self):
        return f"{self.answer} {self.days_before}開庁日前"
