"""The whole board as files, for the secretariat."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class ArchiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat's; so is its file."""
        return self if user.is_authenticated and user.is_secretariat else self.none()

    def unfinished(self):
        return self.filter(finished_at__isnull=True)

    def expired(self, day):
        """Those whose file was kept for its time."""
        return self.filter(state=Archive.State.READY, expires_on__lt=day)


class Archive(models.Model):
    """A copy of the whole board that opens without the portal (掲示板の保存用一式)."""

    class State(models.TextChoices):
        BUILDING = "building", "作成中"
        READY = "ready", "できました"
        FAILED = "failed", "失敗"
        STOPPED = "stopped", "取りやめ"
        DELETED = "deleted", "削除済"

    state = models.CharField("状態", max_length=8, choices=State, default=State.BUILDING)
    with_hidden = models.BooleanField("非表示を含める", default=False)
    with_talks = models.BooleanField("相談を含める", default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="依頼した人", on_delete=models.PROTECT, related_name="+"
    )
    requested_by_name = models.CharField("依頼した人(当時)", max_length=60)
    requested_at = models.DateTimeField("依頼日時", default=timezone.now)
    finished_at = models.DateTimeField("終了日時", null=True, blank=True)
    expires_on = models.DateField("保存期限", null=True, blank=True)
    reason = models.CharField("できなかった理由", max_length=300, blank=True)

    topics_total = models.PositiveIntegerField("投稿の総数", default=0)
    topics_done = models.PositiveIntegerField("書き出した投稿", default=0)
    replies_done = models.PositiveIntegerField("書き出した返信", default=0)
    files_done = models.PositiveIntegerField("書き出した添付ファイル", default=0)
    size = models.PositiveBigIntegerField("大きさ(バイト)", default=0)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "掲示板の保存用一式"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finished_at"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="archive_one_at_a_time",
                violation_error_message="作成中のものがあります。終わってから、次を作成してください。",
            ),
            models.CheckConstraint(
                condition=Q(state="building", finished_at__isnull=True)
                | (~Q(state="building") & Q(finished_at__isnull=False)),
                name="archive_finished_with_state",
                violation_error_message="状態と終了日時が合いません。",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(expires_on__isnull=False),
                name="archive_ready_expires",
                violation_error_message="できたものには、保存期限が必要です。",
            ),
        ]

    def __str__(self):
        return f"掲示板の保存用一式 {self.pk}"

    def get_absolute_url(self):
        return reverse("board:archive-list")

    @property
    def is_unfinished(self) -> bool:
        return self.finished_at is None

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the label is always shown beside the colour."""
        return {"ready": "success", "failed": "error", "building": "key"}.get(self.state, "muted")
