"""What the worker does on request and somebody follows; of that, files, which are offered for some days."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class FollowedQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at__isnull=True)

    def lost(self, now):
        """Those whose job was not done in its time: its worker died, or it never began."""
        return self.unfinished().filter(requested_at__lt=now - self.model.LONGEST)


class Followed(models.Model):
    """What the worker does on request while a page shows how far it is (進み具合)."""

    LONGEST = datetime.timedelta(hours=1)  # that its job may take
    WHAT, AGAIN = "作成", "もう一度作成してください。"  # said where it failed
    WHOM_TO_ASK = "事務局"  # where it fails again

    requested_at = models.DateTimeField("依頼日時", default=timezone.now)
    finished_at = models.DateTimeField("終了日時", null=True, blank=True)
    reason = models.CharField("できなかった理由", max_length=300, blank=True)
    total = models.PositiveIntegerField("全体の数", default=0, help_text="数えられないものは0。")
    done = models.PositiveIntegerField("済んだ数", default=0)

    class Meta:
        abstract = True

    @classmethod
    def already_building(cls) -> str:
        """What is said to who requests another one before it is ready."""
        (once,) = (one for one in cls._meta.constraints if isinstance(one, models.UniqueConstraint))
        return str(once.violation_error_message)

    @property
    def is_unfinished(self) -> bool:
        return self.finished_at is None


class PreparedFileQuerySet(FollowedQuerySet):
    def expired(self, day):
        """Those whose file was kept for its time."""
        return self.filter(state=PreparedFile.State.READY, expires_on__lt=day)


class PreparedFile(Followed):
    """A file that the worker makes on request (作成を依頼したファイル); it is the row's one attachment.

    A child says VERB, which verbs of the audit log begin with, and has one UniqueConstraint: how many may be
    in the making at once. Beside it stand the mail in `emails.py` and what makes it in `tasks.py`.
    """

    VERB: str
    DAYS_AVAILABLE = 7

    class State(models.TextChoices):
        BUILDING = "building", "作成中"
        READY = "ready", "できました"
        FAILED = "failed", "失敗"
        STOPPED = "stopped", "取りやめ"
        DELETED = "deleted", "削除済"

    state = models.CharField("状態", max_length=8, choices=State, default=State.BUILDING)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="依頼した人", on_delete=models.PROTECT, related_name="+"
    )
    requested_by_name = models.CharField("依頼した人（当時）", max_length=60)
    expires_on = models.DateField("保存期限", null=True, blank=True)
    size = models.PositiveBigIntegerField("大きさ（バイト）", default=0)

    class Meta(Followed.Meta):
        abstract = True
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="building", finished_at__isnull=True)
                | (~Q(state="building") & Q(finished_at__isnull=False)),
                name="%(class)s_finished_with_state",
                violation_error_message="状態と終了日時が合いません。",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(expires_on__isnull=False),
                name="%(class)s_ready_expires",
                violation_error_message="できたものには、保存期限が必要です。",
            ),
        ]

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def state_tone(self) -> str:
        """Tone of the state's tag; the label is always shown beside the colour."""
        return {"ready": "success", "failed": "error", "building": "key"}.get(self.state, "muted")
