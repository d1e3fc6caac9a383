from django.db import models
from django.utils import timezone


class IdempotencyKey(models.Model):
    """A creating form that arrived (二重送信の防止): its token and the address of the first result."""

    token = models.UUIDField(primary_key=True)
    result_url = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "二重送信の防止"

    def __str__(self):
        return str(self.token)
