from django.db import models
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from pamphlets.answers.models import WardAnswer


class WardQuestion(models.Model):
    """What a ward asks back before it answers (問い合わせ), and what the asking organisation says to it."""

    answer = models.ForeignKey(
        WardAnswer, verbose_name="回答", on_delete=models.CASCADE, related_name="questions"
    )
    text = models.TextField("問い合わせ", max_length=1_000)
    asked_at = models.DateTimeField("問い合わせ日時", default=timezone.now)
    asked_by = person_field("問い合わせた人")
    asked_by_name = models.CharField("問い合わせた人（当時）", max_length=60)
    reply = models.TextField("返事", max_length=1_000, blank=True)
    replied_at = models.DateTimeField("返事の日時", null=True, blank=True)
    replied_by = person_field("返事をした人")
    replied_by_name = models.CharField("返事をした人（当時）", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区からの問い合わせ"
        ordering = ["answer", "id"]
        constraints = [
            both_or_neither(
                "replied_at",
                "replied_by",
                texts=["reply"],
                message="返事には文、日時、人のすべてが必要です。",
            )
        ]

    def __str__(self):
        return self.text[:40]
