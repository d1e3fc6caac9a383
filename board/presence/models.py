from django.conf import settings
from django.db import models
from django.utils import timezone


class Presence(models.Model):
    """A person has the form of a topic open and sent a heartbeat (編集中); old ones mean nothing."""

    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "編集中"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "user"],
                name="presence_once",
                violation_error_message="同じ人の編集中の記録があります。",
            )
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.user_id}"
