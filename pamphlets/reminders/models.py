from django.db import models
from django.db.models import Q
from django.utils import timezone

from pamphlets.answers.models import WardAnswer


class WardReminder(models.Model):
    """That a silent ward was reminded (督促), so many working days before the due date of that time."""

    FIRST, LAST = 5, 1  # working days before the due date

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="reminders"
    )
    due_on = models.DateField("当時の回答期限")
    days_before = models.PositiveSmallIntegerField("期限までの開庁日数")
    at = models.DateTimeField("督促の日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "督促"
        ordering = ["answer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "due_on", "days_before"],
                name="wardreminder_once",
                violation_error_message="この督促は既に送っています。",
            ),
            models.CheckConstraint(
                condition=Q(days_before__in=(5, 1)),
                name="wardreminder_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ]

    def __str__(self):
        return f"{self.answer} {self.days_before}開庁日前"
