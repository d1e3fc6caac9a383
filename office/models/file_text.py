from django.db import models
from django.db.models import Q

from office.models.cabinet import StoredFile


class FileText(models.Model):
    """What the worker read in a file (添付ファイルの文字), for the search; a picture has none."""

    class State(models.TextChoices):
        WAITING = "waiting", "待ち"
        READ = "read", "済"
        UNREADABLE = "unreadable", "読めない"

    file = models.OneToOneField(
        StoredFile, verbose_name="添付ファイル", on_delete=models.CASCADE, related_name="words"
    )
    state = models.CharField("状態", max_length=12, choices=State, default=State.WAITING)
    text = models.TextField("文字", blank=True)
    reason = models.CharField("読めない理由", max_length=200, blank=True)
    asked_at = models.DateTimeField("依頼日時")
    read_at = models.DateTimeField("読取り日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "添付ファイルの文字"
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="filetext_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", read_at__isnull=True, text="")
                | (~Q(state="waiting") & Q(read_at__isnull=False)),
                name="filetext_read_at_with_state",
                violation_error_message="読み取ったファイルには読取り日時が必要です。",
            ),
            models.CheckConstraint(
                condition=(Q(state="unreadable", text="") & ~Q(reason=""))
                | (~Q(state="unreadable") & Q(reason="")),
                name="filetext_reason_with_state",
                violation_error_message="読めないファイルには理由が必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.file_id}: {self.get_state_display()}"
