from django.conf import settings
from django.db import models
from django.utils import timezone

from board.topics.models import Topic


class TopicStep(models.Model):
    """One change of the stage of a proposal (提案の段階の記録): from when, by whom, with a remark."""

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField("段階", max_length=12, choices=Topic.Stage)
    on = models.DateField("日付")
    remark = models.TextField("備考", max_length=1_000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="記録した人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("記録した人（当時）", max_length=60)
    at = models.DateTimeField("記録日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "提案の段階の記録"
        ordering = ["id"]

    def __str__(self):
        return f"第{self.topic_id}号 {self.get_stage_display()}"
