from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from board.reports.models import DECIDED_TOGETHER
from common.paired_fields import person_field


class HeldPostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat, and the writer: its files are theirs."""
        if not user.is_authenticated or not user.is_member:
            return self.none()
        return self if user.is_secretariat else self.filter(by=user)

    def open(self):
        return self.filter(decided_at__isnull=True)


class HeldPost(models.Model):
    """A new account's post with a watched word, before it is published (公開前の確認).

    For a topic, `topic` is the draft, in the `version` that was to be published. For a reply, `topic` is the
    one it answers; text and files wait here, `reply_values` holds what else `post_reply` takes.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", "公開を認めた"
        RETURNED = "returned", "書き直しを頼んだ"
        MENDED = "mended", "投稿者が書き直した"

    topic = models.ForeignKey(
        "board.Topic", verbose_name="投稿", on_delete=models.CASCADE, related_name="held_posts"
    )
    version = models.PositiveIntegerField("版")
    body = models.TextField("返信の本文", max_length=5_000, blank=True)
    reply_values = models.JSONField("返信のその他の項目", default=dict, blank=True)
    words = ArrayField(models.CharField(max_length=60), verbose_name="含まれる語", default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="投稿する人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("投稿する人(当時)", max_length=60)
    at = models.DateTimeField("日時", default=timezone.now)
    outcome = models.CharField("結果", max_length=8, choices=Outcome, blank=True, default="", db_default="")
    remark = models.TextField("投稿する人への説明", max_length=1_000, blank=True)
    decided_at = models.DateTimeField("対応日時", null=True, blank=True)
    decided_by = person_field("対応した人")

    objects = HeldPostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公開前の確認"
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="heldpost_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic"],
                condition=Q(body="", decided_at__isnull=True),
                name="heldpost_one_open_of_topic",
                violation_error_message="この下書きは、既に事務局の確認を待っています。",
            ),
            models.CheckConstraint(
                condition=DECIDED_TOGETHER,
                name="heldpost_decided_whole",
                violation_error_message="公開前の確認には日時、対応した人、結果が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.post_name}の公開前の確認"

    def get_absolute_url(self):
        return reverse("board:held-detail", args=[self.pk])

    @property
    def is_reply(self) -> bool:
        return bool(self.body)

    @property
    def post_name(self) -> str:
        return f"掲示板 第{self.topic_id}号" + ("への返信" if self.is_reply else "")

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
