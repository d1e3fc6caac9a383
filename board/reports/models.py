from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat alone; not even reporters find theirs again, they get the decision by mail."""
        return self if user.is_authenticated and user.is_secretariat else self.none()

    def open(self):
        return self.filter(decided_at__isnull=True)

    def same_post_as(self, report):
        """Reports about the same topic or reply, itself among them."""
        return self.filter(topic=report.topic_id, reply=report.reply_id)


class Report(models.Model):
    """Somebody says that a post breaks the rules (通報).

    It keeps the text as it was when it was reported: its owner may edit it afterwards.
    """

    class Reason(models.TextChoices):
        PRIVATE = "private", "個人情報が書かれている"
        RIGHTS = "rights", "著作権や肖像権を侵害している"
        RUDE = "rude", "人や団体を傷つける表現がある"
        WRONG = "wrong", "内容に誤りがある"
        MISPLACED = "misplaced", "種類や公開範囲が合っていない"
        DOUBLE = "double", "同じ内容が重複している"
        OTHER = "other", "そのほか"

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "このまま掲載する"
        ASKED = "asked", "投稿した団体に確認・修正を頼む"
        HIDDEN = "hidden", "非表示にする"
        LOCKED = "locked", "書込みを止める"

    topic = models.ForeignKey(
        "board.Topic", verbose_name="投稿", on_delete=models.PROTECT, related_name="reports"
    )
    reply = models.ForeignKey(
        "board.Reply",
        verbose_name="返信",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    reason = models.CharField("理由", max_length=12, choices=Reason)
    text = models.TextField("説明", max_length=1_000, blank=True)
    seen_title = models.CharField("通報時の件名", max_length=100)
    seen_text = models.TextField("通報時の本文")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="通報した人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("通報した人（当時）", max_length=60)
    by_organization = models.CharField("通報した人の団体（当時）", max_length=70)
    at = models.DateTimeField("日時", default=timezone.now)
    outcome = models.CharField("結果", max_length=8, choices=Outcome, blank=True, default="", db_default="")
    remark = models.TextField("通報した人への回答", max_length=1_000, blank=True)
    decided_at = models.DateTimeField("対応日時", null=True, blank=True)
    decided_by = person_field("対応した人")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通報"
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="report_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "reply", "by"],
                nulls_distinct=False,
                name="report_once",
                violation_error_message="この投稿は、既に通報しています。",
            ),
            both_or_neither(
                "decided_at",
                "decided_by",
                texts=["outcome"],
                message="通報への対応には日時、対応した人、結果が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.post_name}の通報"

    def get_absolute_url(self):
        return reverse("board:report-detail", args=[self.pk])

    @property
    def post(self):
        """What was reported: the reply, or the topic itself."""
        return self.reply if self.reply_id else self.topic

    @property
    def post_name(self) -> str:
        return f"掲示板 第{self.topic_id}号" + (f" 返信{self.reply.number}" if self.reply_id else "")

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
