"""Which reminders were sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

FIRST, LAST = 5, 1  # working days before the due date
DAYS = (FIRST, LAST)


class BaseReminder(models.Model):
    """That an organisation was reminded (督促): once so many working days before the due date, or at the wish
    of who asked, at most once a day.

    A child has the foreign key `answer`, with the reverse name `reminders`.
    """

    due_on = models.DateField("回答期限（当時）")
    days_before = models.PositiveSmallIntegerField("期限までの開庁日数", null=True, blank=True)
    asked_on = models.DateField("依頼元が督促した日", null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["answer", "asked_on"],
                name="%(class)s_once_a_day",
                violation_error_message="この団体には、今日すでに督促を送っています。",
            ),
            models.CheckConstraint(
                condition=Q(days_before__isnull=False, days_before__in=DAYS, asked_on__isnull=True)
                | Q(days_before__isnull=True, asked_on__isnull=False),
                name="%(class)s_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ]

    def __str__(self):
        return f"{self.answer} {f'{self.days_before}開庁日前' if self.days_before else self.asked_on}"
