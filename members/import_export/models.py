import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.prepared_files.models import Followed, FollowedQuerySet
from common.spreadsheets import limits
from common.spreadsheets.reading import Table
from members.import_export.reading import read_sheet
from members.member_sheets.sheet import ImportedSheet
from members.member_sheets.sheets import IMPORTED_SHEETS

LARGE = ("table", "report", "upload")  # columns that pages do without
ANOTHER = "ほかの取込みを処理しています。終わってから、もう一度取り込んでください。"


class SheetImportQuerySet(FollowedQuerySet):
    def visible_to(self, user):
        """The secretariat sees what was taken in; what waits is seen by the one who brought it."""
        if user.is_authenticated and user.is_secretariat:
            return self.filter(Q(done_at__isnull=False) | Q(by=user))
        return self.none()

    def waiting(self):
        return self.filter(done_at__isnull=True)


class BaseSheetImport(Followed):
    """A sheet handed in (表の取込み): read and compared, written when who brought it says so.

    Both is done at once where it is small, else by the worker; it is unfinished while that goes on. A child
    has one UniqueConstraint: how many may be unfinished, over the columns named in ALONE_WITH.
    """

    KEPT_FOR = datetime.timedelta(days=7)
    REPORT_KEPT_FOR = datetime.timedelta(days=30)
    WHAT, AGAIN = "処理", "何も書き込んでいません。もう一度取り込んでください。"
    ALONE_WITH: tuple[str, ...] = ()
    kept_in = "変えた内容は、団体や担当者ごとの「記録」に残っています。"  # said where the report is gone

    file_name = models.CharField("ファイル名", max_length=255)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="取り込んだ人", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("読み込んだ日時", default=timezone.now)
    upload = models.BinaryField("読み込むファイル", null=True, blank=True)
    unknown = models.JSONField("取り込まない列", default=list, blank=True)
    table = models.JSONField("読み込んだ内容", null=True, blank=True)
    report = models.JSONField("確認の結果", default=list, blank=True)
    counts = models.JSONField("件数", default=dict, blank=True)
    fingerprint = models.CharField("確認の結果の要約値", max_length=64, blank=True)
    done_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)
    reason = models.TextField("できなかった理由", blank=True)

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "表の取込み"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=False, finished_at__isnull=False, table__isnull=True)
                | Q(
                    Q(table__isnull=False) | Q(finished_at__isnull=True) | ~Q(reason=""), done_at__isnull=True
                ),
                name="%(class)s_table_until_done",
                violation_error_message="読み込んだ内容は、取り込むまでの間だけ保存します。",
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=True) | Q(finished_at__isnull=True, table__isnull=True),
                name="%(class)s_upload_until_read",
                violation_error_message="ファイルは、読み込むまでの間だけ保存します。",
            ),
        ]

    def __str__(self):
        return self.file_name

    def sheet(self) -> ImportedSheet:
        """What it is compared and written by."""
        raise NotImplementedError

    def read(self, upload) -> Table:
        """What the file says; raises ValidationError with sentences for who brought it."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """What the import is called on its page."""
        return self._meta.verbose_name

    @property
    def stage(self) -> str:
        """What its page is about, behind the title; "" while there is nothing to look at."""
        if self.done_at:
            return "結果"
        return "" if self.is_unfinished or not self.is_compared else "内容の確認"

    @property
    def expires_at(self) -> datetime.datetime:
        return self.created_at + self.KEPT_FOR

    @property
    def is_expired(self) -> bool:
        return self.done_at is None and self.expires_at <= timezone.now()

    @property
    def is_report_gone(self) -> bool:
        return self.done_at is not None and self.done_at + self.REPORT_KEPT_FOR <= timezone.now()

    @property
    def is_compared(self) -> bool:
        return bool(self.fingerprint)

    @property
    def is_being_compared(self) -> bool:
        return self.is_unfinished and not self.is_compared

    @property
    def is_being_written(self) -> bool:
        return self.is_unfinished and self.is_compared

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def is_large(self) -> bool:
        """Whether the worker writes it."""
        return self.rows > limits.AT_ONCE_ROWS

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

    ALONE_WITH = ("kind",)

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", "会員"
        SECTIONS = "sections", "担当部署"

    kind = models.CharField("表", max_length=14, choices=Kind)

    objects = SheetImportQuerySet.as_manager()

    class Meta(BaseSheetImport.Meta):
        constraints = [
            *BaseSheetImport.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(finished_at__isnull=True),
                name="sheetimport_one_at_a_time",
                violation_error_message=ANOTHER,
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.file_name}"

    def get_absolute_url(self):
        return reverse("members:sheet-import-detail", args=[self.pk])

    @property
    def title(self):
        return f"「{self.get_kind_display()}」の取込み"

    def sheet(self):
        return IMPORTED_SHEETS[self.kind]()

    def read(self, upload):
        return read_sheet(upload, IMPORTED_SHEETS[self.kind])
