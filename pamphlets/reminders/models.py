from django.db import models

from correspondence.reminders.models import BaseReminder


class WardReminder(BaseReminder):
    """That a silent ward was reminded of a pamphlet request (督促)."""

    answer = models.ForeignKey(
        "pamphlets.WardAnswer", verbose_name="回答", on_delete=models.CASCADE, related_name="reminders"
    )

    class Meta(BaseReminder.Meta):
        verbose_name = verbose_name_plural = "督促"
