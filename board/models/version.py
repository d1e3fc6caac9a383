"""What a topic or reply said before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.models.reply import Reply
from board.models.topic import Topic


class Version(models.Model):
    """One state of a topic, or of a reply in it, as it was saved (版); nothing that was written is lost.

    `aside` marks a text that was overtaken by a colleague's and kept beside it (別稿). `activity_no` is the
    board's number of a published change: who has read up to a lower one has not seen it.
    """

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="versions")
    reply = models.ForeignKey(
        Reply, verbose_name="返信", null=True, blank=True, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField("版")
    aside = models.BooleanField("別稿", default=False)
    facts = models.JSONField("内容", help_text="項目名から当時の値へ")
    activity_no = models.BigIntegerField("活動番号", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="保存した人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("保存した人(当時)", max_length=60)
    at = models.DateTimeField("保存日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ["id"]
        indexes = [models.Index(fields=["topic", "reply", "number"], name="version_of_topic")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"],
                condition=Q(reply__isnull=True, aside=False),
                name="version_once_in_topic",
                violation_error_message="同じ番号の版があります。",
            ),
            models.UniqueConstraint(
                fields=["reply", "number"],
                condition=Q(reply__isnull=False, aside=False),
                name="version_once_in_reply",
                violation_error_message="同じ番号の版があります。",
            ),
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.number}版"
