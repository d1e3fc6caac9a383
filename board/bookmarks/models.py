from django.conf import settings
from django.db import models
from django.utils import timezone


class Bookmark(models.Model):
    """A topic that a person wants to find again (しおり)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "しおり"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="bookmark_once")]

    def __str__(self):
        return f"{self.user_id}: {self.topic_id}"
