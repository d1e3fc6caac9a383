from django.db import models
from django.utils import timezone

from inquiries.answers.models import InquiryAnswer


class InquiryReminder(models.Model):
    """That an organisation was reminded so many working days before the due date (督促); once each."""

    FIRST, LAST = 5, 1

    answer = models.ForeignKey(
        InquiryAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="reminders"
    )
    due_on = models.DateField("回答期限(当時)")
    days_before = models.PositiveSmallIntegerField("期限までの開庁日数")
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "照会の督促"
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "due_on", "days_before"],
                name="inquiryreminder_once",
                violation_error_message="この督促は既に送っています。",
            ),
            models.CheckConstraint(
                condition=models.Q(days_before__in=(5, 1)),
                name="inquiryreminder_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ]

    def __str__(self):
        return f"{self.answer_id} {self.due_on} {self.days_before}"
