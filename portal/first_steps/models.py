from django.conf import settings
from django.db import models
from django.utils import timezone


class FirstStepsPutAway(models.Model):
    """That a person no longer wants to see the first steps on their page (「はじめに」を表示しない)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "「はじめに」の表示の終了"

    def __str__(self):
        return str(self.user_id)
