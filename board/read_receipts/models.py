from django.conf import settings
from django.db import models
from django.utils import timezone


class ReadReceipt(models.Model):
    """The first time an organisation read a topic (団体の既読), where the topic asks for it."""

    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="read_receipts")
    organization = models.ForeignKey("members.Organization", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    user_name = models.CharField("読んだ人（当時）", max_length=60)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "団体の既読"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["topic", "organization"], name="readreceipt_once")]

    def __str__(self):
        return f"第{self.topic_id}号 {self.organization_id}"
