from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from common.labels import purpose_label


class OutgoingMail(models.Model):
    """One outgoing plain-text mail to one address (送信メール): a row first, delivered by the worker."""

    class State(models.TextChoices):
        QUEUED = "queued", "送信待ち"
        SENT = "sent", "送信済み"
        FAILED = "failed", "送信できず"
        SKIPPED = "skipped", "送信不要"

    key = models.CharField(
        "重複防止キー", max_length=200, unique=True, help_text="同じキーのメールは一度だけ送られます。"
    )
    purpose = models.CharField("用件", max_length=60, db_index=True)
    about_id = models.BigIntegerField("対象の番号", null=True, blank=True)
    facts = models.JSONField(
        "添える事実", default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )
    to = models.EmailField("宛先", max_length=254)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    headers = models.JSONField(
        "追加のヘッダー", default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField("試行回数", default=0)
    last_error = models.CharField("送れなかった理由", max_length=500, blank=True)
    created_at = models.DateTimeField("作成日時", default=timezone.now, db_index=True)
    sent_at = models.DateTimeField("送信日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "送信メール"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=["queued", "failed"]),
                name="mail_not_sent",
            ),
            models.Index(Lower("to"), "purpose", "created_at", name="mail_to_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="mail_sent_at_with_sent",
                violation_error_message="送信済みのメールには送信日時が必要です。",
            )
        ]

    def __str__(self):
        return f"{purpose_label(self.purpose)} {self.pk}"  # the register keeps it: no address


DELIVER_TASK = "common.outbox.tasks.deliver_mails"
