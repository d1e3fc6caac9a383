import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from members.member_sheets.sheet import ImportedSheet
from members.member_sheets.sheets import IMPORTED_SHEETS


class SheetImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The secretariat sees what was taken in; what waits is seen by the one who brought it."""
        if user.is_authenticated and user.is_secretariat:
            return self.filter(models.Q(done_at__isnull=False) | models.Q(by=user))
        return self.none()

    def waiting(self):
        return self.filter(done_at__isnull=True)


class BaseSheetImport(models.Model):
    """A sheet handed in (表の取込み): read and compared, written when who brought it says so."""

    KEPT_FOR = datetime.timedelta(hours=24)
    REPORT_KEPT_FOR = datetime.timedelta(days=30)
    kept_in = "変えた内容は、団体や担当者ごとの「記録」に残っています。"  # said where the report is gone

    file_name = models.CharField("ファイル名", max_length=255)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="取り込んだ人", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("読み込んだ日時", default=timezone.now)
    unknown = models.JSONField("取り込まない列", default=list, blank=True)
    table = models.JSONField("読み込んだ内容", null=True, blank=True)
    report = models.JSONField("確認の結果", default=list, blank=True)
    counts = models.JSONField("件数", default=dict, blank=True)
    done_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "表の取込み"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, table__isnull=False)
                | models.Q(done_at__isnull=False, table__isnull=True),
                name="%(class)s_table_until_done",
                violation_error_message="読み込んだ内容は、取り込むまでの間だけ保存します。",
            )
        ]

    def __str__(self):
        return self.file_name

    def sheet(self) -> ImportedSheet:
        """What it is compared and written by."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the import is called on its page."""
        return self._meta.verbose_name

    @property
    def expires_at(self) -> datetime.datetime:
        return self.created_at + self.KEPT_FOR

    @property
    def is_expired(self) -> bool:
        return self.done_at is None and self.expires_at <= timezone.now()

    @property
    def would_write(self) -> int:
        """How many rows it makes or changes."""
        return self.counts.get("new", 0) + self.counts.get("changed", 0)

    @property
    def is_ready(self) -> bool:
        """Whether it may be written: nothing wrong, something to do, in time."""
        return (
            not self.done_at and not self.is_expired and not self.counts.get("wrong") and self.would_write > 0
        )


class SheetImport(BaseSheetImport):
    """A sheet of the register of members, handed in by the secretariat."""

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", "会員"
        SECTIONS = "sections", "担当部署"

    kind = models.CharField("表", max_length=14, choices=Kind)

    objects = SheetImportQuerySet.as_manager()

    class Meta(BaseSheetImport.Meta):
        pass

    def __str__(self):
        return f"{self.get_kind_display()} {self.file_name}"

    def get_absolute_url(self):
        return reverse("members:sheet-import-detail", args=[self.pk])

    @property
    def title(self):
        return f"「{self.get_kind_display()}」の取込み"

    def sheet(self):
        return IMPORTED_SHEETS[self.kind]()
