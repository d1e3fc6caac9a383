from django.db import models
from django.db.models import Q
from django.utils import timezone

from board.subscriptions.models import Owned, one_owner
from common.paired_fields import both_or_neither

MAX_SUMMARY = 120


class Notification(Owned):
    """One thing that happened on the board, for one person or section mailbox (通知の予定).

    The pair of owner and event is unique: a job that runs twice plans nothing twice.
    """

    class Occasion(models.TextChoices):
        NEW = "new", "新しい投稿"
        REPLY = "reply", "返信"
        STEP = "step", "段階の変更"
        MENTION = "mention", "名指し"

    class Outcome(models.TextChoices):
        MAILED = "mailed", "メールで送った"
        DIGESTED = "digested", "まとめて送った"
        READ = "read", "サイトで既に読んでいた"
        DROPPED = "dropped", "送る前に見られなくなった"

    event = models.CharField("出来事", max_length=60)
    occasion = models.CharField("きっかけ", max_length=8, choices=Occasion)
    topic = models.ForeignKey(
        "board.Topic", verbose_name="投稿", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    reply = models.ForeignKey(
        "board.Reply", verbose_name="返信", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    summary = models.CharField("内容", max_length=MAX_SUMMARY)
    activity_no = models.BigIntegerField("活動番号")
    created_at = models.DateTimeField("予定した日時", default=timezone.now)
    settled_at = models.DateTimeField("済んだ日時", null=True, blank=True)
    outcome = models.CharField("結果", max_length=8, choices=Outcome, blank=True)
    mail = models.ForeignKey(
        "common.OutgoingMail",
        verbose_name="送信メール",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta(Owned.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "通知の予定"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["section", "user"], condition=Q(settled_at__isnull=True), name="notification_waiting"
            ),
            models.Index(fields=["topic", "created_at"], name="notification_topic"),
            models.Index(fields=["settled_at"], name="notification_settled"),
        ]
        constraints = [
            one_owner("notification_one_owner"),
            models.UniqueConstraint(
                fields=["user", "section", "event"], nulls_distinct=False, name="notification_once"
            ),
            both_or_neither(
                "settled_at", texts=["outcome"], message="済んだ知らせには日時と結果の両方が必要です。"
            ),
        ]

    def __str__(self):
        return f"{self.event} → {self.user_id or self.section_id}"
