from django.conf import settings
from django.db import models


class ReadingFloor(models.Model):
    """Up to which activity number a person has read everything that has no mark (既読の床)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="reading_floor"
    )
    activity_no = models.BigIntegerField("活動番号")

    class Meta:
        verbose_name = verbose_name_plural = "既読の床"

    def __str__(self):
        return f"{self.user_id}: {self.activity_no}"


class ReadMark(models.Model):
    """Up to which activity number a person has read one topic (既読の印); it overrides the floor.

    So a topic is unread when its activity number is above the mark, or above the floor where it has none. A
    mark below its topic's number is what lets the floor pass a topic that was never opened.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey("board.Topic", on_delete=models.CASCADE, related_name="+")
    activity_no = models.BigIntegerField("活動番号")

    class Meta:
        verbose_name = verbose_name_plural = "既読の印"
        indexes = [models.Index(fields=["user", "activity_no"], name="readmark_by_number")]
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="readmark_once")]

    def __str__(self):
        return f"{self.user_id}: {self.topic_id} {self.activity_no}"
