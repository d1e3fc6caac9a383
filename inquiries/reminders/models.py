from django.db import models

from correspondence.reminders.models import BaseReminder


class InquiryReminder(BaseReminder):
    """That an organisation was reminded of an inquiry (照会の督促)."""

    answer = models.ForeignKey(
        "inquiries.InquiryAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="reminders"
    )

    class Meta(BaseReminder.Meta):
        verbose_name = verbose_name_plural = "照会の督促"
